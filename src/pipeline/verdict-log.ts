import type { StateTable } from "../contracts/ports.js";
import type { Finding, HourIndex, Verdict, WindowLatency } from "../contracts/verdict.js";
import { hourFromKey, hourKey } from "./hour.js";
import { partitions } from "./keys.js";

/** The table's word on a verdict; the whole of it lies in the store. */
export interface VerdictItem {
  readonly status: Verdict["status"];
  readonly score: number | null;
  readonly records: number;
  readonly rejected: number;
  readonly driftingFeatures: readonly string[];
  /** Largest value / limit of each feature that was judged: what tables of features and time are drawn from. */
  readonly worst: readonly (readonly [feature: string, ratio: number])[];
  /** Where captures carry it. */
  readonly latency?: WindowLatency;
  readonly baselineVersion: string | null;
  readonly restatement: number;
  /** Hash of the whole verdict. */
  readonly digest: string;
}

export interface LoggedVerdict extends VerdictItem {
  readonly hour: HourIndex;
}

/** Verdicts of windows from one hour on, ascending. @param to exclusive */
export async function* verdictsBetween(
  table: StateTable,
  monitor: string,
  { from, to }: { readonly from: HourIndex; readonly to: HourIndex },
  nowMs: number,
): AsyncIterable<LoggedVerdict> {
  const range = { from: hourKey(from), to: hourKey(to - 1) };
  for await (const item of table.query(partitions.verdicts(monitor), range, nowMs)) {
    yield { ...(item.body as VerdictItem), hour: hourFromKey(item.sk) };
  }
}

/** What a table can still hold of a limit that was 0. */
const LARGEST_RATIO = 1000;

/** Three significant digits: five hundred features make an item of some kilobytes. */
export function worstOf(findings: readonly Finding[]): VerdictItem["worst"] {
  const worst = new Map<string, number>();
  for (const { feature, state, ratio } of findings) {
    if (state !== "ok" && state !== "drifting") continue;
    worst.set(feature, Math.max(worst.get(feature) ?? 0, Math.min(ratio, LARGEST_RATIO)));
  }
  return [...worst].map(([feature, ratio]) => [feature, Number(ratio.toPrecision(3))]);
}
