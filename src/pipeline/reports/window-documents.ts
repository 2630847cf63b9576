import type { Baseline } from "../../contracts/baseline.js";
import type { ObjectStore } from "../../contracts/ports.js";
import type { Incident, Verdict } from "../../contracts/verdict.js";
import { answersTo, describeAnswer } from "../../core/answers/answer-words.js";
import { windowReport, type WindowReport } from "../../core/report/window-report.js";
import { levelBaseline } from "../../core/verdict/calibrated/level-baseline.js";
import type { Normal } from "../../core/verdict/calibrated/normal.js";
import { trainingSkew } from "../../core/verdict/calibrated/training-skew.js";
import { answersOfRun } from "../answers/run-answers.js";
import type { AnalysisDeps } from "../deps.js";
import { DAY_MS, startMsOf } from "../hour.js";
import { objectKeys } from "../keys.js";
import { type Judge, readWindow } from "../observe-window.js";
import { windowOf } from "../windows.js";
import { modelFacts, monitorProvenance } from "./model-facts.js";
import { surroundings } from "./timeline.js";

/** A verdict, and what its documents need besides. */
export interface JudgedWindow {
  readonly verdict: Verdict;
  /** Open ones, whenever they opened. */
  readonly incidents: readonly Incident[];
  readonly judge: Judge;
  /** Whether it is also the newest report. */
  readonly isLatest: boolean;
}

/** What happened so long before a window is shown beside it. */
const AROUND_MS = 2 * DAY_MS;

/** Writes a window's verdict as JSON and its report. */
export async function writeWindowDocuments(judged: JudgedWindow, nowMs: number, deps: AnalysisDeps): Promise<void> {
  const { verdict, isLatest } = judged;
  const { monitor, store } = deps;
  const html = windowReport(await reportOf(judged, nowMs, deps));
  await Promise.all([
    store.put(objectKeys.verdict(monitor.name, verdict.hour), new TextEncoder().encode(JSON.stringify(verdict)), {
      contentType: "application/json",
    }),
    putPage(store, objectKeys.report(monitor.name, verdict.hour), html),
    ...(isLatest ? [putPage(store, objectKeys.latestReport(monitor.name), html)] : []),
  ]);
}

async function reportOf(
  { verdict, incidents, judge }: JudgedWindow,
  nowMs: number,
  deps: AnalysisDeps,
): Promise<WindowReport> {
  const { monitor } = deps;
  const { rule, normal } = await judge.rules.at(verdict.hour);
  const span = windowOf(verdict.hour, monitor.window);
  const open = incidents.filter((incident) => incident.openedHour <= verdict.hour);
  const answers = await answersOfRun(nowMs, deps);
  const said = new Set(open.flatMap((incident) => answersTo(incident, answers, nowMs)));
  return {
    verdict,
    baseline: judge.baseline && normal ? levelBaseline(judge.baseline, normal) : judge.baseline,
    window: await readWindow(span, judge, deps),
    incidents: open,
    said: [...said].sort((a, b) => a.number - b.number).map(describeAnswer),
    timeline: await surroundings(startMsOf(span.first) - AROUND_MS, startMsOf(span.end), nowMs, deps),
    model: modelFacts(monitor),
    rule: rule.description,
    ...(judge.baseline && normal && learnedBy(judge.baseline, normal)),
    arrivalTime: monitor.columns.time.from === "lastModified",
    provenance: monitorProvenance(deps),
  };
}

/** What the report shows of how this rule was learned. */
function learnedBy(baseline: Baseline, normal: Normal): Pick<WindowReport, "skew" | "unusual"> {
  const { unusualWindows } = normal.calibration;
  const fromTraining = baseline.period === null && normal.mode === "calibrated";
  return { unusual: unusualWindows, ...(fromTraining && { skew: trainingSkew(baseline, normal) }) };
}

/** Writes a report. */
export async function putPage(store: ObjectStore, key: string, html: string): Promise<void> {
  await store.put(key, new TextEncoder().encode(html), { contentType: "text/html; charset=utf-8" });
}
