import type { HourIndex, IncidentTransition, Verdict } from "../contracts/verdict.js";
import { type Checkpoint, foldHours } from "../core/verdict/fold.js";
import { acceptancesOf } from "./answers/new-normals.js";
import { answersOfRun } from "./answers/run-answers.js";
import type { AnalysisDeps } from "./deps.js";
import { hourKey } from "./hour.js";
import { partitions } from "./keys.js";
import { excludedPeriod } from "./normal/excluded.js";
import type { MonitorRule } from "./normal/rule-timeline.js";
import { hoursBefore, hoursSince, latestHour, type StoredHour } from "./observed-hours.js";
import type { Judge } from "./observe-window.js";
import { RESTATED_HOURS } from "./restatement.js";

/** Verdicts of every window from the first changed one on, and what is to be told. */
export interface FoldOutcome {
  readonly verdicts: readonly Verdict[];
  readonly transitions: readonly IncidentTransition[];
  /** Where the fold stands now; null where nothing has been observed yet. */
  readonly checkpoint: Checkpoint<unknown> | null;
}

const DAY_HOURS = 24;
/** No rule looks back further. */
const MOST_REMEMBERED = 100;

/**
 * Folds stored hours again from the checkpoint before the first changed one, day by day, and stores the checkpoint
 * of each day that ends.
 *
 * @param firstChanged first window whose evidence has changed; null folds nothing and answers the present state
 * @param judgedUpTo the latest window before this run: what is newer is no restatement, however long ago it was; null where
 *   there was none
 */
export async function foldWindows(
  judge: Judge,
  firstChanged: HourIndex | null,
  judgedUpTo: HourIndex | null,
  fence: number,
  nowMs: number,
  deps: AnalysisDeps,
): Promise<FoldOutcome> {
  const { table, monitor } = deps;
  const { baseline, rules } = judge;
  const latest = await latestHour(table, monitor.name, nowMs);
  if (!latest) return { verdicts: [], transitions: [], checkpoint: null };
  const from = Math.max(firstChanged ?? latest.hour, (judgedUpTo ?? latest.hour) - RESTATED_HOURS);

  const fixed = {
    monitor: monitor.name,
    baseline,
    windowSize: monitor.window.size,
    acceptances: acceptancesOf(await answersOfRun(nowMs, deps), monitor.window),
  };
  let checkpoint = await checkpointBefore(from, nowMs, deps);
  const verdicts: Verdict[] = [];
  const transitions: IncidentTransition[] = [];
  const usable = (hours: readonly StoredHour[]): StoredHour[] =>
    hours.filter((hour) => isUsable(hour, baseline)).map((hour) => withoutExcluded(hour, deps));
  let before = checkpoint ? usable(await windowsUpTo(checkpoint.hour, judge, nowMs, deps)) : [];
  for (const day of await daysSince(checkpoint ? checkpoint.hour + 1 : 0, nowMs, deps)) {
    for (const { rule, hours } of await byRule(usable(day), rules)) {
      const folded = foldHours({ ...fixed, rule, checkpoint, before, hours });
      verdicts.push(...folded.verdicts);
      transitions.push(...folded.transitions);
      checkpoint = folded.checkpoint;
      before = [...before, ...hours].slice(-MOST_REMEMBERED);
    }
    if (checkpoint && day.at(-1)!.hour < latest.hour) await writeCheckpoint(checkpoint, fence, nowMs, deps);
  }
  const told = firstChanged === null ? Infinity : from;
  return {
    verdicts: verdicts.filter((verdict) => verdict.hour >= told),
    transitions: transitions.filter((transition) => transition.hour >= told),
    checkpoint,
  };
}

/** What the rule of the next hour looks back at. */
async function windowsUpTo(
  hour: HourIndex,
  { rules }: Judge,
  nowMs: number,
  { table, monitor }: AnalysisDeps,
): Promise<readonly StoredHour[]> {
  const { looksBack = 0 } = (await rules.at(hour + 1)).rule;
  return looksBack === 0 ? [] : hoursBefore(table, monitor.name, hour, looksBack, nowMs);
}

/** Counts on another baseline's bins say nothing to this one: their verdict stays, until they have been counted anew. */
function isUsable(hour: StoredHour, baseline: Judge["baseline"]): boolean {
  return hour.evidence === null || hour.baselineVersion === baseline?.version;
}

/** In an excluded period nothing is judged, and later windows don't look back at it. */
function withoutExcluded(hour: StoredHour, { monitor }: AnalysisDeps): StoredHour {
  const period = excludedPeriod(hour.hour, monitor.alarms.exclude);
  if (!period) return hour;
  const reason = `not judged: ${period.text} is excluded by configuration`;
  return { ...hour, evidence: null, unjudged: { status: "insufficient", reason } };
}

/** Runs of hours that one rule judges. Without a baseline nothing is judged; any rule says so. */
async function byRule(
  hours: readonly StoredHour[],
  rules: Judge["rules"],
): Promise<readonly { readonly rule: MonitorRule; readonly hours: StoredHour[] }[]> {
  const runs: { rule: MonitorRule; hours: StoredHour[] }[] = [];
  for (const hour of hours) {
    const { rule } = await rules.at(hour.hour);
    const last = runs.at(-1);
    if (last?.rule === rule) last.hours.push(hour);
    else runs.push({ rule, hours: [hour] });
  }
  return runs;
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
