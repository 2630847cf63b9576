import { ConditionFailedError } from "../contracts/errors.js";
import type { HourIndex, Verdict } from "../contracts/verdict.js";
import { type Bench, currentBench, RESERVE_SHARE, withoutBaseline } from "./bench.js";
import type { AnalysisDeps } from "./deps.js";
import { unmark } from "./dirty-hours.js";
import { type DueWindow, dueWindows, isReferenceHour } from "./due-windows.js";
import { wantBaseline } from "./events/want-baseline.js";
import { foldWindows } from "./fold-windows.js";
import { openIncidentCount } from "./incidents.js";
import { compactHour } from "./labels/compact-hour.js";
import { relearn } from "./normal/relearn.js";
import { type Judge, observeWindow } from "./observe-window.js";
import { latestHour } from "./observed-hours.js";
import { publishHours, publishRun } from "./publish-metrics.js";
import { judgeQuality } from "./quality/judge-quality.js";
import { recordVerdicts } from "./record-verdicts.js";
import { recordIncidents } from "./reports/record-incidents.js";
import { tellIncidents, tellingOfData } from "./tell-incidents.js";

/** What a run did of what was due. */
export interface Work {
  /** Windows judged in this run, restated ones included. */
  readonly analyzed: number;
  /** Settled windows that wait: no time left, or their captures are being profiled anew. */
  readonly waiting: number;
  readonly openIncidents: number;
}

/** Judges settled dirty windows, oldest first, and what labels say; stores, publishes and tells what comes of it. */
export async function judgeDue(fence: number, nowMs: number, deps: AnalysisDeps): Promise<Work> {
  const bench = await currentBench(fence, nowMs, deps);
  if (!bench) await wantBaseline("analysis found none", nowMs, deps);
  const due = await dueWindows(nowMs, deps);
  const judged =
    bench === null || bench.judge !== null
      ? await judgeAll(due, bench, fence, nowMs, deps)
      : await waitForRules(due, nowMs, deps);
  const quality = bench ? await judgeQuality(bench.learning, nowMs, deps) : null;
  const openIncidents = judged.openIncidents + (quality?.openIncidents ?? 0);
  await publishRun({ openIncidents, latest: judged.latest }, nowMs, deps);
  return { analyzed: judged.analyzed, waiting: judged.waiting, openIncidents };
}

/** What a run found of the data itself. */
interface Judged extends Work {
  /** The latest judged window; null where none was judged in this run. */
  readonly latest: Verdict | null;
}

async function judgeAll(
  due: readonly DueWindow[],
  bench: Bench | null,
  fence: number,
  nowMs: number,
  deps: AnalysisDeps,
): Promise<Judged> {
  const judge = bench?.judge ?? (await withoutBaseline(deps));
  const before = await latestHour(deps.table, deps.monitor.name, nowMs);
  const { done, analyzed, waiting } = await observeAll(due, judge, fence, nowMs, deps);
  const firstChanged = analyzed.length > 0 ? Math.min(...analyzed) : null;
  const folded = await foldWindows(judge, firstChanged, before?.hour ?? null, fence, nowMs, deps);
  const incidents = folded.checkpoint?.incidents.incidents.map((tracked) => tracked.incident) ?? [];
  const open = incidents.filter((incident) => incident.status === "open");

  const telling = tellingOfData(judge, deps);
  await tellIncidents(incidents, folded.transitions, telling, fence, nowMs, deps);
  await recordVerdicts(folded.verdicts, open, judge, fence, nowMs, deps);
  if (folded.checkpoint) {
    const { hour: asOfHour } = folded.checkpoint;
    const baselineVersion = judge.baseline?.version ?? null;
    const records = { open: incidents, transitions: folded.transitions, telling, judge, baselineVersion, asOfHour };
    await recordIncidents(records, fence, nowMs, deps);
  }
  await publishHours(folded.verdicts, nowMs, deps);
  if (bench && isAnotherDay(before?.hour, analyzed.at(-1))) {
    await relearn(judge.rules.records, bench.learning, nowMs, deps);
  }
  await unmarkAll(done, deps);
  return { analyzed: analyzed.length, waiting, openIncidents: open.length, latest: folded.verdicts.at(-1) ?? null };
}

/** Nothing is judged yet: windows wait. */
async function waitForRules(due: readonly DueWindow[], nowMs: number, deps: AnalysisDeps): Promise<Judged> {
  const open = await openIncidentCount(deps.table, deps.monitor.name, nowMs);
  return { analyzed: 0, waiting: due.length, openIncidents: open, latest: null };
}

/** What is normal is learned anew once a day at most. */
function isAnotherDay(before: HourIndex | undefined, after: HourIndex | undefined): boolean {
  const dayOf = (hour: HourIndex): number => Math.floor(hour / 24);
  return after !== undefined && (before === undefined || dayOf(after) > dayOf(before));
}

interface Observed {
  /** Windows whose marks may go. */
  readonly done: readonly DueWindow[];
  /** First hours of the windows that have evidence now. */
  readonly analyzed: readonly HourIndex[];
  readonly waiting: number;
}

async function observeAll(
  due: readonly DueWindow[],
  judge: Judge,
  fence: number,
  nowMs: number,
  deps: AnalysisDeps,
): Promise<Observed> {
  const reserveMs = deps.remainingMs() * RESERVE_SHARE;
  const done: DueWindow[] = [];
  const analyzed: HourIndex[] = [];
  for (const window of due) {
    if (deps.remainingMs() < reserveMs) break;
    if (isReferenceHour(window.span.first, judge.baseline, deps)) {
      // Before there is a baseline these hours wait for it; afterwards they are what others are compared with.
      if (judge.baseline) {
        await compactWindow(window, nowMs, deps);
        done.push(window);
      }
      continue;
    }
    await compactWindow(window, nowMs, deps);
    const { kind } = await observeWindow(window.span, judge, fence, nowMs, deps);
    if (kind === "observed") analyzed.push(window.span.first);
    if (kind === "observed" || kind === "history") done.push(window);
  }
  return { done, analyzed, waiting: due.length - done.length };
}

/** Where labels are configured; hours of the reference have labels to learn from. */
async function compactWindow({ span }: DueWindow, nowMs: number, deps: AnalysisDeps): Promise<void> {
  for (let hour = span.first; hour < span.end; hour++) await compactHour(hour, nowMs, deps);
}

async function unmarkAll(windows: readonly DueWindow[], deps: AnalysisDeps): Promise<void> {
  for (const mark of windows.flatMap((window) => window.marks)) {
    try {
      await unmark(deps.table, deps.monitor.name, mark);
    } catch (error) {
      // Marked again while we were looking: the next run judges it anew.
      if (!(error instanceof ConditionFailedError)) throw error;
    }
  }
}
