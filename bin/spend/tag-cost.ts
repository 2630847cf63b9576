import {
  type CostExplorerClient,
  type Expression,
  GetCostAndUsageCommand,
  type GetCostAndUsageCommandInput,
  ListCostAllocationTagsCommand,
  type ResultByTime,
} from "@aws-sdk/client-cost-explorer";
import type { CostTag } from "../../src/config/index.js";
import { PlumblineError } from "../../src/contracts/errors.js";
import { type DaySpan, dayOf } from "./days.js";

/** What AWS takes for each answer of Cost Explorer. */
export const QUESTION_USD = 0.01;

/** What carried a tag cost on one day of UTC. */
export interface DayCost {
  /** `2026-03-01` */
  readonly day: string;
  readonly usd: number;
}

export interface TagCost {
  readonly days: readonly DayCost[];
  /** Answers of Cost Explorer, each of which costs. */
  readonly questions: number;
}

const METRIC = "UnblendedCost";

/**
 * What carried a tag cost, day by day, before credits and refunds: what predictions take doesn't depend on them.
 *
 * @throws PlumblineError `CURRENCY` where the account is billed in another currency; errors of the SDK pass through
 */
export async function tagCost(client: CostExplorerClient, tag: CostTag, { fromMs, toMs }: DaySpan): Promise<TagCost> {
  const request: GetCostAndUsageCommandInput = {
    TimePeriod: { Start: dayOf(fromMs), End: dayOf(toMs) },
    Granularity: "DAILY",
    Metrics: [METRIC],
    Filter: filterOf(tag),
  };
  const days: DayCost[] = [];
  let questions = 0;
  let token: string | undefined;
  do {
    const page = await client.send(
      new GetCostAndUsageCommand({ ...request, ...(token !== undefined && { NextPageToken: token }) }),
    );
    questions++;
    days.push(...(page.ResultsByTime ?? []).map(dayCost));
    token = page.NextPageToken;
  } while (token !== undefined);
  return { days, questions };
}

function filterOf({ key, value }: CostTag): Expression {
  const given: Expression = { Dimensions: { Key: "RECORD_TYPE", Values: ["Credit", "Refund"] } };
  return { And: [{ Tags: { Key: key, Values: [value] } }, { Not: given }] };
}

function dayCost({ TimePeriod, Total }: ResultByTime): DayCost {
  const { Amount = "0", Unit = "USD" } = Total?.[METRIC] ?? {};
  const usd = Number(Amount);
  // Days without any cost have no unit that means something.
  if (usd !== 0 && Unit !== "USD") {
    throw new PlumblineError("CURRENCY", `Cost Explorer expects to bill in USD, got ${Unit}`);
  }
  return { day: TimePeriod?.Start ?? "", usd };
}

/** Whether bills know a tag; `untold` where this account may not ask, as those that another one pays for. */
export type TagStatus = "active" | "inactive" | "untold";

export async function tagStatus(client: CostExplorerClient, key: string): Promise<TagStatus> {
  try {
    const { CostAllocationTags: found = [] } = await client.send(new ListCostAllocationTagsCommand({ TagKeys: [key] }));
    return found.some(({ TagKey, Status }) => TagKey === key && Status === "Active") ? "active" : "inactive";
  } catch {
    return "untold";
  }
}
