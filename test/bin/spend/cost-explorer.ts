import type { WireRequest, WireResponse, WireService } from "../../../local/contracts.js";

/** One day's cost of what carries a tag. */
export interface BilledDay {
  /** `KEY=VALUE` */
  readonly tag: string;
  /** `2026-03-01` */
  readonly day: string;
  readonly usd: number;
  /** Default: usage. */
  readonly type?: "Credit";
}

/** What Cost Explorer knows. Tests change it. */
export interface Bill {
  days: readonly BilledDay[];
  active: readonly string[];
  unit: string;
  /** May not list cost-allocation tags. */
  mayList: boolean;
  /** Nobody has turned Cost Explorer on. */
  closed: boolean;
  /** Days in one answer. */
  pageSize: number;
}

interface CostRequest {
  readonly TimePeriod: { readonly Start: string; readonly End: string };
  readonly Granularity: string;
  readonly Metrics: readonly string[];
  readonly Filter: {
    readonly And: readonly [
      { readonly Tags: { readonly Key: string; readonly Values: readonly string[] } },
      { readonly Not: { readonly Dimensions: { readonly Key: "RECORD_TYPE"; readonly Values: readonly string[] } } },
    ];
  };
  readonly NextPageToken?: string;
}

/** Cost Explorer with its two questions: costs by day of one tag, and which tags are active. */
export function costExplorer(bill: Bill): WireService {
  return {
    name: "ce",
    handle: (request) => Promise.resolve(answer(request, bill)),
  };
}

function answer({ headers, body }: WireRequest, bill: Bill): WireResponse {
  const operation = headers["x-amz-target"]?.split(".")[1];
  if (bill.closed || (operation === "ListCostAllocationTags" && !bill.mayList)) return refusal();
  const asked = JSON.parse(Buffer.from(body).toString("utf8")) as CostRequest;
  if (operation === "GetCostAndUsage") return json(costs(asked, bill));
  return json({ CostAllocationTags: bill.active.map((TagKey) => ({ TagKey, Status: "Active" })) });
}

/** As AWS does: a day without cost is there with an amount of 0, and so is every day of a tag that nobody activated. */
function costs({ TimePeriod, Granularity, Metrics, Filter, NextPageToken = "0" }: CostRequest, bill: Bill): object {
  if (Granularity !== "DAILY" || Metrics.join() !== "UnblendedCost") throw new Error("expects daily unblended cost");
  const [{ Tags }, { Not }] = Filter.And;
  const { Key, Values } = Tags;
  const usdOn = (day: string): number =>
    bill.days
      .filter(({ type = "Usage" }) => !Not.Dimensions.Values.includes(type))
      .filter((billed) => billed.day === day && billed.tag === `${Key}=${Values[0]!}` && bill.active.includes(Key))
      .reduce((sum, { usd }) => sum + usd, 0);
  const first = Number(NextPageToken);
  const all = daysFrom(TimePeriod.Start, TimePeriod.End);
  const end = first + bill.pageSize;
  return {
    ResultsByTime: all.slice(first, end).map((day) => ({
      TimePeriod: { Start: day },
      Total: { UnblendedCost: { Amount: String(usdOn(day)), Unit: bill.unit } },
      Groups: [],
      Estimated: true,
    })),
    ...(end < all.length && { NextPageToken: String(end) }),
  };
}

/** @param end exclusive */
function daysFrom(start: string, end: string): string[] {
  const days: string[] = [];
  for (let ms = Date.parse(start); ms < Date.parse(end); ms += 86_400_000) {
    days.push(new Date(ms).toISOString().slice(0, 10));
  }
  return days;
}

function json(body: object): WireResponse {
  return { status: 200, headers: { "content-type": "application/x-amz-json-1.1" }, body: JSON.stringify(body) };
}

function refusal(): WireResponse {
  const headers = { "content-type": "application/x-amz-json-1.1", "x-amzn-errortype": "AccessDeniedException" };
  const body = { __type: "AccessDeniedException", Message: "User not enabled for cost explorer access" };
  return { status: 400, headers, body: JSON.stringify(body) };
}
