import { ConditionFailedError, messageOf, PlumblineError } from "../contracts/errors.js";
import type { HourIndex, Incident, Verdict } from "../contracts/verdict.js";
import type { AnewNormal } from "../core/verdict/calibrated/anew-rule.js";
import { activeBaseline } from "./baseline-store.js";
import { newNormalAnswers, storedAnew } from "./answers/new-normals.js";
import { answersOfRun } from "./answers/run-answers.js";
import type { AnalysisDeps } from "./deps.js";
import { unmark } from "./dirty-hours.js";
import { type DueWindow, dueWindows, isReferenceHour } from "./due-windows.js";
import { drainEvents } from "./events/event-outbox.js";
import { wantBaseline } from "./events/want-baseline.js";
import { foldWindows } from "./fold-windows.js";
import { noteBaseline, noteConfiguration } from "./history/note.js";
import { storedIncidents } from "./incidents.js";
import { acquireLease } from "./lease.js";
import { featureImportance } from "./normal/feature-importance.js";
import { learnedRules } from "./normal/first-rule.js";
import type { Learning } from "./normal/learning.js";
import { relearn } from "./normal/relearn.js";
import { ruleTimeline, unjudged } from "./normal/rule-timeline.js";
import { compactHour } from "./labels/compact-hour.js";
import { latestHour } from "./observed-hours.js";
import { type Judge, observeWindow } from "./observe-window.js";
import { drainNotices } from "./notify/notice-outbox.js";
import { drainOutbox, type UnsentMail } from "./outbox.js";
import { considerRetraining } from "./retrain/consider-retraining.js";
import { profilingPlan } from "./profiling-plan.js";
import { publishHours, publishRest, publishRun } from "./publish-metrics.js";
import { recordVerdicts } from "./record-verdicts.js";
import { recordIncidents } from "./reports/record-incidents.js";
import { judgeQuality } from "./quality/judge-quality.js";
import { isHeldBack } from "./spend/pause.js";
import { tellIncidents, tellingOfData } from "./tell-incidents.js";

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
 * @throws PlumblineError `MAILS_STUCK` at its end, with everything else done, when mails of an earlier run could not be sent again
 */
export async function analyzeWindows(nowMs: number, deps: AnalysisDeps): Promise<AnalysisOutcome | null> {
  const lease = await acquireLease(deps.table, deps.monitor.name, nowMs);
  if (!lease) return null;
  const isHeld = await isHeldBack(nowMs, deps);
  const { analyzed, waiting, openIncidents } = isHeld
    ? await restThisHour(nowMs, deps)
    : await judgeDue(lease.fence, nowMs, deps);
  if (!isHeld) await considerRetraining(lease.fence, nowMs, deps);
  await noteConfiguration(nowMs, deps);
  const events = await drainEvents(deps.table, deps.events, deps.monitor.name, nowMs);
  for (const { id, reason } of events.refused) deps.log.error("event was not published", { event: id, reason });
  const mails = await drainOutbox(deps.table, deps.mails, deps.monitor.name, nowMs);
  for (const { id, error } of mails.failures) deps.log.error("mail was not sent", { mail: id, error: String(error) });
  await passNoticesOn(nowMs, deps);
  await lease.release();
  raiseStuckMails(mails.failures, nowMs);
  return { analyzed, waiting, openIncidents, mailsSent: mails.sent, mailsFailed: mails.failures.length };
}

type Work = Pick<AnalysisOutcome, "analyzed" | "waiting" | "openIncidents">;

async function judgeDue(fence: number, nowMs: number, deps: AnalysisDeps): Promise<Work> {
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

/** The hub's spend asks for it: nothing is judged, and nothing said of silence. What is known stays, mails are sent. */
async function restThisHour(nowMs: number, deps: AnalysisDeps): Promise<Work> {
  const openIncidents = (await storedIncidents(deps.table, deps.monitor.name, nowMs)).filter(isOpen).length;
  await publishRest(openIncidents, nowMs, deps);
  return { analyzed: 0, waiting: 0, openIncidents };
}

/** A webhook that can't be told stops no mail: its notices wait for the next run. */
async function passNoticesOn(nowMs: number, { table, monitor, notices, log }: AnalysisDeps): Promise<void> {
  if (notices === null) return;
  const { failure } = await drainNotices(table, notices, monitor.name, nowMs);
  if (failure !== null) log.error("notices were not queued", { error: failure });
}

/**
 * Nobody can be told by mail that mails can't be sent. A run that fails is what the pipeline's alarm sees, and CloudWatch tells of it by
 * itself.
 */
function raiseStuckMails(failures: readonly UnsentMail[], nowMs: number): void {
  const stuck = failures.filter(({ writtenAtMs }) => writtenAtMs < nowMs);
  const [first] = stuck;
  if (!first) return;
  const since = new Date(Math.min(...stuck.map(({ writtenAtMs }) => writtenAtMs))).toISOString();
  throw new PlumblineError(
    "MAILS_STUCK",
    `mails expect to be taken by their topic, got ${stuck.length} refused, the oldest of ${since}: ${messageOf(first.error)}`,
    { details: { mails: stuck.length, since }, cause: first.error },
  );
}

/** What judges in this run, and what new rules are learned with. */
interface Bench {
  /** Null while the baseline's first rule can't be learned yet. */
  readonly judge: Judge | null;
  readonly learning: Learning;
}

/** Null while there is no baseline. */
async function currentBench(fence: number, nowMs: number, deps: AnalysisDeps): Promise<Bench | null> {
  const { table, monitor } = deps;
  const found = await activeBaseline(table, monitor.name, nowMs);
  if (!found) return null;
  const baseline = await deps.baselines.load(found.active.version, nowMs);
  const reserveMs = deps.remainingMs() * RESERVE_SHARE;
  const counting = {
    baseline,
    activatedAtMs: found.active.activatedAtMs,
    profileVersion: (await profilingPlan(baseline, deps)).version,
  };
  const importance = await featureImportance(monitor.features.importance, deps.buckets);
  const hasTime = (): boolean => deps.remainingMs() >= reserveMs;
  const given = await answersOfRun(nowMs, deps);
  const answers = newNormalAnswers(given, baseline, counting.activatedAtMs, monitor.window);
  const learning = { ...counting, fence, importance, normals: deps.normals, newNormals: answers, hasTime };
  const records = await learnedRules(learning, nowMs, deps);
  if (records) await noteBaseline(found.active, baseline, nowMs, deps);
  const load = (number: number): Promise<AnewNormal> =>
    storedAnew(
      answers.find((answer) => answer.number === number)!,
      baseline,
      nowMs,
      deps,
    );
  const rules = records && ruleTimeline(monitor, records, deps.normals, importance, { answers, load });
  const judge = rules && { ...counting, rules };
  return { judge, learning };
}

/** What a run found of the data itself. */
interface Judged extends Pick<AnalysisOutcome, "analyzed" | "waiting" | "openIncidents"> {
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
  const open = (await storedIncidents(deps.table, deps.monitor.name, nowMs)).filter(isOpen).length;
  return { analyzed: 0, waiting: due.length, openIncidents: open, latest: null };
}

const isOpen = ({ status }: Incident): boolean => status === "open";

/** What is normal is learned anew once a day at most. */
function isAnotherDay(before: HourIndex | undefined, after: HourIndex | undefined): boolean {
  const dayOf = (hour: HourIndex): number => Math.floor(hour / 24);
  return after !== undefined && (before === undefined || dayOf(after) > dayOf(before));
}

async function withoutBaseline(deps: AnalysisDeps): Promise<Judge> {
  const { version } = await profilingPlan(null, deps);
  return { rules: unjudged(), baseline: null, activatedAtMs: 0, profileVersion: version };
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
