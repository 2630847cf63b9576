import type { Baseline } from "../contracts/baseline.js";
import type { VerdictRule } from "../contracts/rule.js";
import type { HourIndex, IncidentTransition, Verdict } from "../contracts/verdict.js";
import { type Checkpoint, foldHours } from "../core/verdict/fold.js";
import type { AnalysisDeps } from "./deps.js";
import { hourKey } from "./hour.js";
import { partitions } from "./keys.js";
import { hoursSince, latestHour, type StoredHour } from "./observed-hours.js";

/** Verdicts of every window from the first changed one on, and what is to be told. */
export interface FoldOutcome {
  readonly verdicts: readonly Verdict[];
  readonly transitions: readonly IncidentTransition[];
  /** Where the fold stands now; null where nothing has been observed yet. */
  readonly checkpoint: Checkpoint<unknown> | null;
}

/** A restatement is folded forward from at most this long ago. */
const RESTATED_HOURS = 14 * 24;
const DAY_HOURS = 24;

/**
 * Folds stored hours again from the checkpoint before the first changed one, day by day, and stores the checkpoint
 * of each day that ends.
 *
 * @param firstChanged first window whose evidence has changed; null folds nothing and answers the present state
 */
export async function foldWindows(
  rule: VerdictRule<unknown, unknown>,
  baseline: Baseline | null,
  firstChanged: HourIndex | null,
  fence: number,
  nowMs: number,
  deps: AnalysisDeps,
): Promise<FoldOutcome> {
  const { table, monitor } = deps;
  const latest = await latestHour(table, monitor.name, nowMs);
  if (!latest) return { verdicts: [], transitions: [], checkpoint: null };
  const from = Math.max(firstChanged ?? latest.hour, latest.hour - RESTATED_HOURS);

  let checkpoint = await checkpointBefore(from, nowMs, deps);
  const verdicts: Verdict[] = [];
  const transitions: IncidentTransition[] = [];
  for (const day of await daysSince(checkpoint ? checkpoint.hour + 1 : 0, nowMs, deps)) {
    const hours = day.filter((hour) => isUsable(hour, rule, baseline));
    const windowSize = monitor.window.size;
    const folded = foldHours({ monitor: monitor.name, rule, baseline, checkpoint, hours, windowSize });
    verdicts.push(...folded.verdicts);
    transitions.push(...folded.transitions);
    checkpoint = folded.checkpoint;
    if (checkpoint && day.at(-1)!.hour < latest.hour) await writeCheckpoint(checkpoint, fence, nowMs, deps);
  }
  const told = firstChanged === null ? Infinity : from;
  return {
    verdicts: verdicts.filter((verdict) => verdict.hour >= told),
    transitions: transitions.filter((transition) => transition.hour >= told),
    checkpoint,
  };
}

/**
 * Evidence of another rule or baseline says nothing to this one: its verdict stays as it was, until its captures have
 * been profiled anew.
 */
function isUsable(hour: StoredHour, rule: VerdictRule<unknown, unknown>, baseline: Baseline | null): boolean {
  if (hour.evidence === null) return true;
  return hour.ruleName === rule.name && hour.baselineVersion === baseline?.version;
}

const dayOf = (hour: HourIndex): number => Math.floor(hour / DAY_HOURS);

async function daysSince(first: HourIndex, nowMs: number, { table, monitor }: AnalysisDeps): Promise<StoredHour[][]> {
  const days: StoredHour[][] = [];
  for await (const hour of hoursSince(table, monitor.name, first, nowMs)) {
    const last = days.at(-1);
    if (last && dayOf(last[0]!.hour) === dayOf(hour.hour)) last.push(hour);
    else days.push([hour]);
  }
  return days;
}

/** The state at the end of the last stored day before this hour's. */
async function checkpointBefore(
  hour: HourIndex,
  nowMs: number,
  { table, monitor }: AnalysisDeps,
): Promise<Checkpoint<unknown> | null> {
  const before = dayOf(hour) * DAY_HOURS - 1;
  const range = { to: hourKey(before), limit: 1, descending: true };
  for await (const item of table.query(partitions.checkpoints(monitor.name), range, nowMs)) {
    return item.body as Checkpoint<unknown>;
  }
  return null;
}

async function writeCheckpoint(
  checkpoint: Checkpoint<unknown>,
  fence: number,
  nowMs: number,
  { table, monitor }: AnalysisDeps,
): Promise<void> {
  const pk = partitions.checkpoints(monitor.name);
  await table.put({ pk, sk: hourKey(checkpoint.hour), body: checkpoint }, nowMs, { fence });
}
