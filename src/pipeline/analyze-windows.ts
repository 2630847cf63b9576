import { ConditionFailedError } from "../contracts/errors.js";
import type { HourIndex } from "../contracts/verdict.js";
import { activeBaseline } from "./baseline-store.js";
import type { AnalysisDeps } from "./deps.js";
import { unmark } from "./dirty-hours.js";
import { type DueWindow, dueWindows, isReferenceHour } from "./due-windows.js";
import { foldWindows } from "./fold-windows.js";
import { acquireLease } from "./lease.js";
import { baselineRequest } from "./messages.js";
import { type Judge, observeWindow } from "./observe-window.js";
import { drainOutbox } from "./outbox.js";
import { profilingPlan } from "./profiling-plan.js";
import { publishHours, publishRun } from "./publish-metrics.js";
import { recordVerdicts } from "./record-verdicts.js";
import { tellIncidents } from "./tell-incidents.js";
import { verdictRule } from "./verdict-rule.js";

export interface AnalysisOutcome {
  /** Windows judged in this run, restated ones included. */
  readonly analyzed: number;
  /** Settled windows that wait: no time left, or their captures are being profiled anew. */
  readonly waiting: number;
  readonly openIncidents: number;
  readonly mailsSent: number;
  readonly mailsFailed: number;
}

/** Time kept back for folding, reports and mails. */
const RESERVE_SHARE = 0.2;

/**
 * One run of analysis: settled dirty windows, oldest first, are merged, observed and folded into verdicts and
 * incidents; these are stored, published and told. A crash at any point leaves the marks of what is not finished, and
 * the next run does it again to the same result.
 *
 * @returns null when another run is at work
 */
export async function analyzeWindows(nowMs: number, deps: AnalysisDeps): Promise<AnalysisOutcome | null> {
  const lease = await acquireLease(deps.table, deps.monitor.name, nowMs);
  if (!lease) return null;
  const judge = await currentJudge(nowMs, deps);
  if (!judge.baseline) await deps.baselineQueue.send([baselineRequest("analysis found no baseline")]);

  const due = await dueWindows(nowMs, deps);
  const { done, analyzed, waiting } = await observeAll(due, judge, lease.fence, nowMs, deps);
  const firstChanged = analyzed.length > 0 ? Math.min(...analyzed) : null;
  const folded = await foldWindows(judge.rule, judge.baseline, firstChanged, lease.fence, nowMs, deps);
  const incidents = folded.checkpoint?.incidents.incidents.map((tracked) => tracked.incident) ?? [];
  const open = incidents.filter((incident) => incident.status === "open");

  await tellIncidents(incidents, folded.transitions, judge, lease.fence, nowMs, deps);
  await recordVerdicts(folded.verdicts, open, judge, lease.fence, nowMs, deps);
  await publishHours(folded.verdicts, nowMs, deps);
  const latest = folded.verdicts.at(-1) ?? null;
  await publishRun({ windowsAnalyzed: analyzed.length, openIncidents: open.length, latest }, nowMs, deps);
  await unmarkAll(done, deps);

  const mails = await drainOutbox(deps.table, deps.mails, deps.monitor.name, nowMs);
  for (const { id, error } of mails.failures) deps.log.error("mail was not sent", { mail: id, error: String(error) });
  await lease.release();
  return {
    analyzed: analyzed.length,
    waiting,
    openIncidents: open.length,
    mailsSent: mails.sent,
    mailsFailed: mails.failures.length,
  };
}

async function currentJudge(nowMs: number, deps: AnalysisDeps): Promise<Judge> {
  const found = await activeBaseline(deps.table, deps.monitor.name, nowMs);
  const baseline = found && (await deps.baselines.load(found.active.version, nowMs));
  const plan = await profilingPlan(baseline, deps);
  return {
    rule: verdictRule(deps.monitor),
    baseline,
    activatedAtMs: found?.active.activatedAtMs ?? 0,
    profileVersion: plan.version,
  };
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
      if (judge.baseline) done.push(window);
      continue;
    }
    const { kind } = await observeWindow(window.span, judge, fence, nowMs, deps);
    if (kind === "observed") analyzed.push(window.span.first);
    if (kind === "observed" || kind === "history") done.push(window);
  }
  return { done, analyzed, waiting: due.length - done.length };
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
