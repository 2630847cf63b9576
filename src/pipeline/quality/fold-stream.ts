import type { Baseline } from "../../contracts/baseline.js";
import type { JudgingRule } from "../../contracts/rule.js";
import type { HourIndex, Incident, IncidentTransition, Verdict } from "../../contracts/verdict.js";
import { NO_REJECTS } from "../../core/profile/profile.js";
import { type Checkpoint, foldHours, type ObservedHour } from "../../core/verdict/fold.js";
import type { QualityCounts } from "../../core/verdict/quality/quality-counts.js";
import type { AnalysisDeps } from "../deps.js";
import { hourFromKey, hourKey } from "../hour.js";
import { partitions } from "../keys.js";
import { excludedPeriod } from "../normal/excluded.js";
import { RESTATED_HOURS } from "../restatement.js";
import { continueIncidents, type Refolded } from "./continue-incidents.js";
import { storedQuality, type StoredQuality } from "./quality-store.js";

/**
 * Verdicts about labels run on a clock of their own, as far behind the inputs as labels take: a window is judged once its labels
 * say enough, and never before the window ahead of it. So labels that come in any order give one history.
 */
export interface QualityStream {
  readonly name: "quality" | "coverage";
  readonly rule: JudgingRule<QualityCounts, null>;
  readonly fromHour: HourIndex;
  /** True once a window may be judged; stays true. */
  isDue(window: StoredQuality): boolean;
}

export interface FoldedStream {
  readonly verdicts: readonly Verdict[];
  readonly transitions: readonly IncidentTransition[];
  readonly checkpoint: Checkpoint<null> | null;
  /** The last window that has been judged, in whatever run; null before the first. */
  readonly judgedTo: HourIndex | null;
}

const DAY_HOURS = 24;

/**
 * @param changed windows that have been counted anew in this run
 * @param told incidents of this stream as they were stored
 */
export async function foldStream(
  stream: QualityStream,
  baseline: Baseline,
  changed: readonly HourIndex[],
  told: readonly Incident[],
  fence: number,
  nowMs: number,
  deps: AnalysisDeps,
): Promise<FoldedStream> {
  const last = await lastJudged(stream, nowMs, deps);
  const firstChanged = Math.min(...changed, Infinity);
  const oldest = last === null ? stream.fromHour : Math.max(stream.fromHour, last - RESTATED_HOURS);
  const from = last === null ? stream.fromHour : Math.max(oldest, Math.min(last + 1, firstChanged));
  const before = await checkpointBefore(stream, from, nowMs, deps);
  const first = Math.max(stream.fromHour, before ? before.hour + 1 : 0);
  const windows = await storedQuality(Math.min(first, from) - DAY_HOURS, nowHour(nowMs), nowMs, deps);
  const due = judgeable(
    windows.filter(({ hour }) => hour >= first),
    stream,
  );
  if (due.length === 0) return { verdicts: [], transitions: [], checkpoint: before, judgedTo: last };
  const history = windows.filter(({ hour }) => hour < first && hour >= stream.fromHour);

  const folded = foldDays(stream, baseline, before, history, due, deps);
  const { transitions, checkpoints } = continueIncidents(folded, first, told);
  for (const checkpoint of checkpoints.slice(0, -1)) await writeCheckpoint(stream, checkpoint, fence, nowMs, deps);
  const judgedTo = due.at(-1)!.hour;
  if (judgedTo !== last) await saveLastJudged(stream, judgedTo, fence, nowMs, deps);
  return {
    verdicts: folded.verdicts.filter(({ hour }) => hour >= from),
    transitions: transitions.filter(({ hour }) => hour >= from),
    checkpoint: checkpoints.at(-1)!,
    judgedTo,
  };
}

function foldDays(
  stream: QualityStream,
  baseline: Baseline,
  before: Checkpoint<null> | null,
  history: readonly StoredQuality[],
  due: readonly StoredQuality[],
  deps: AnalysisDeps,
): Refolded & { readonly verdicts: readonly Verdict[] } {
  const verdicts: Verdict[] = [];
  const transitions: IncidentTransition[] = [];
  const checkpoints: Checkpoint<null>[] = [];
  let past: readonly ObservedHour<QualityCounts>[] = history.map((window) => observed(window, deps));
  for (const day of byDay(due)) {
    const hours = day.map((window) => observed(window, deps));
    const folded = foldHours({
      monitor: deps.monitor.name,
      rule: stream.rule,
      baseline,
      checkpoint: checkpoints.at(-1) ?? before,
      before: past,
      hours,
      windowSize: deps.monitor.window.size,
    });
    verdicts.push(...folded.verdicts);
    transitions.push(...folded.transitions);
    checkpoints.push(folded.checkpoint!);
    past = [...past, ...hours].slice(-DAY_HOURS);
  }
  return { verdicts, transitions, checkpoints };
}

const nowHour = (nowMs: number): HourIndex => Math.floor(nowMs / 3_600_000);

/** Windows up to the first one that has to wait. */
function judgeable(windows: readonly StoredQuality[], stream: QualityStream): readonly StoredQuality[] {
  const waiting = windows.findIndex((window) => !stream.isDue(window));
  return waiting < 0 ? windows : windows.slice(0, waiting);
}

function observed({ hour, counts, history }: StoredQuality, { monitor }: AnalysisDeps): ObservedHour<QualityCounts> {
  const period = excludedPeriod(hour, monitor.alarms.exclude);
  const base = { hour, records: counts.predictions, rejects: NO_REJECTS, restatement: Math.max(0, history.length - 1) };
  if (!period) return { ...base, evidence: counts };
  const reason = `not judged: ${period.text} is excluded by configuration`;
  return { ...base, evidence: null, unjudged: { status: "insufficient", reason } };
}

function byDay(windows: readonly StoredQuality[]): StoredQuality[][] {
  const days: StoredQuality[][] = [];
  const dayOf = (hour: HourIndex): number => Math.floor(hour / DAY_HOURS);
  for (const window of windows) {
    const day = days.at(-1);
    if (day && dayOf(day[0]!.hour) === dayOf(window.hour)) day.push(window);
    else days.push([window]);
  }
  return days;
}

const LAST_JUDGED = "LAST";

async function lastJudged(
  { name }: QualityStream,
  nowMs: number,
  { table, monitor }: AnalysisDeps,
): Promise<HourIndex | null> {
  const item = await table.get(partitions.qualityCheckpoints(monitor.name, name), LAST_JUDGED, nowMs);
  return item && hourFromKey((item.body as { readonly hour: string }).hour);
}

async function saveLastJudged(
  { name }: QualityStream,
  hour: HourIndex,
  fence: number,
  nowMs: number,
  { table, monitor }: AnalysisDeps,
): Promise<void> {
  const item = {
    pk: partitions.qualityCheckpoints(monitor.name, name),
    sk: LAST_JUDGED,
    body: { hour: hourKey(hour) },
  };
  await table.put(item, nowMs, { fence });
}

/** The state at the end of the last judged day before this window's. */
async function checkpointBefore(
  { name }: QualityStream,
  hour: HourIndex,
  nowMs: number,
  { table, monitor }: AnalysisDeps,
): Promise<Checkpoint<null> | null> {
  const to = hourKey(Math.floor(hour / DAY_HOURS) * DAY_HOURS - 1);
  const range = { to, limit: 1, descending: true };
  for await (const item of table.query(partitions.qualityCheckpoints(monitor.name, name), range, nowMs)) {
    return item.body as Checkpoint<null>;
  }
  return null;
}

async function writeCheckpoint(
  { name }: QualityStream,
  checkpoint: Checkpoint<null>,
  fence: number,
  nowMs: number,
  { table, monitor }: AnalysisDeps,
): Promise<void> {
  const pk = partitions.qualityCheckpoints(monitor.name, name);
  await table.put({ pk, sk: hourKey(checkpoint.hour), body: checkpoint }, nowMs, { fence });
}
