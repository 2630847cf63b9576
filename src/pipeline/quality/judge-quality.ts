import type { Baseline } from "../../contracts/baseline.js";
import type { HourIndex, Incident } from "../../contracts/verdict.js";
import type { QualityTask } from "../../core/quality/quality-metric.js";
import type { AnalysisDeps } from "../deps.js";
import { hourOf } from "../hour.js";
import { storedIncidents } from "../incidents.js";
import { objectKeys } from "../keys.js";
import { qualityTask } from "../labels/columns/prediction-columns.js";
import { markLabelled } from "../labels/labelled-hours.js";
import { recordIncidents } from "../reports/record-incidents.js";
import { tellIncidents } from "../tell-incidents.js";
import { countMarked, unmarkCounted } from "./count-marked.js";
import { foldStream } from "./fold-stream.js";
import { isAnotherDay, noteDay } from "./judged-day.js";
import { learnedQuality } from "./learn-quality-normal.js";
import type { QualityCounting } from "./observe-quality.js";
import { publishQuality } from "./publish-quality.js";
import { qualityInForce, type QualityInForce } from "./quality-normal-store.js";
import { storedQuality, type StoredQuality, writeQualityVerdicts } from "./quality-store.js";
import { asideOf, isOfQuality, streamOf, streamsOf } from "./quality-streams.js";
import { thresholdMetrics } from "./quality-thresholds.js";
import { recordQuality, type QualityRecord } from "./record-quality.js";

/** What judges quality in this run. */
export interface QualityBench {
  readonly baseline: Baseline;
  readonly activatedAtMs: number;
  readonly fence: number;
  hasTime(): boolean;
}

export interface QualityOutcome {
  /** Windows whose labels were counted in this run, restated ones included. */
  readonly counted: number;
  readonly openIncidents: number;
}

const NOTHING: QualityOutcome = { counted: 0, openIncidents: 0 };

/**
 * The quality part of a run of analysis: windows whose predictions or labels have changed are counted anew; what is normal is learned
 * once; windows whose labels say enough are judged, in their order, into incidents of their own. Marks go last, so that a
 * crash at any point does it again to the same result.
 */
export async function judgeQuality(bench: QualityBench, nowMs: number, deps: AnalysisDeps): Promise<QualityOutcome> {
  if (deps.monitor.labels === null) return NOTHING;
  const task = qualityTask(deps.monitor);
  const counting = await countingOf(task, bench, nowMs, deps);
  const { counted, done } = await countMarked(counting, () => bench.hasTime(), nowMs, deps);
  const { inForce } = counting;
  const hasLabels = counted.some(({ counts }) => counts.labelled > 0);
  const isTime = inForce !== null && (hasLabels || (await isAnotherDay(nowMs, deps)));
  const judged = isTime ? await judge(inForce, task, counted, bench, nowMs, deps) : await asBefore(nowMs, deps);
  if (!inForce) {
    const learned = await learnedQuality({ ...bench, counting }, nowMs, deps);
    // Windows after it were counted before there was anything to expect of them: the next run counts and judges them.
    if (learned) await countAgain(learned, nowMs, deps);
  }
  // Every hour brings predictions; the report is written when there is news of their labels.
  if (judged.told || hasLabels) await recordQuality({ task, inForce, ...judged }, nowMs, deps);
  await unmarkCounted(done, deps);
  if (isTime) await noteDay(bench.fence, nowMs, deps);
  return { counted: counted.length, openIncidents: judged.incidents.filter(({ status }) => status === "open").length };
}

async function countingOf(
  task: QualityTask,
  { baseline, fence }: QualityBench,
  nowMs: number,
  deps: AnalysisDeps,
): Promise<QualityCounting> {
  const known = await qualityInForce(baseline.version, nowMs, deps);
  const inForce = known && "normal" in known ? known : null;
  return { task, inForce, thresholdMetrics: thresholdMetrics(deps.monitor, task), fence };
}

interface JudgedQuality extends Pick<QualityRecord, "incidents" | "judgedTo" | "rules"> {
  /** Whether there was anything to tell. */
  readonly told: boolean;
}

/** Without news nothing is judged, and nothing told: incidents are what they were. */
async function asBefore(nowMs: number, { table, monitor }: AnalysisDeps): Promise<JudgedQuality> {
  const known = await storedIncidents(table, monitor.name, nowMs);
  const live = known.filter(({ status, findings }) => status !== "closed" && findings.every(isOfQuality));
  return { incidents: live, judgedTo: null, rules: [], told: false };
}

async function judge(
  inForce: QualityInForce,
  task: QualityTask,
  counted: readonly StoredQuality[],
  { baseline, fence }: QualityBench,
  nowMs: number,
  deps: AnalysisDeps,
): Promise<JudgedQuality> {
  const changed = counted.map(({ hour }) => hour);
  const known = await storedIncidents(deps.table, deps.monitor.name, nowMs);
  const ofInputs = known.filter(({ findings }) => !findings.every(isOfQuality));
  const incidents: Incident[] = [];
  const rules: string[] = [];
  let [judgedTo, told]: [HourIndex | null, boolean] = [null, false];
  for (const stream of streamsOf(inForce, task, nowMs, deps)) {
    const before = known.filter(({ findings }) => findings.every((finding) => streamOf(finding) === stream.name));
    const folded = await foldStream(stream, baseline, changed, before, fence, nowMs, deps);
    const live = folded.checkpoint?.incidents.incidents.map((tracked) => tracked.incident) ?? [];
    const telling = {
      rule: () => Promise.resolve(stream.rule.description),
      reference: `${inForce.normal.rows.toLocaleString("en-US")} labelled predictions`,
      reportKey: () => objectKeys.qualityReport(deps.monitor.name),
      reproduce: () => null,
      aside: (hour: HourIndex) => asideOf(ofInputs, hour),
    };
    await tellIncidents(live, folded.transitions, telling, fence, nowMs, deps);
    const asOfHour = folded.judgedTo ?? inForce.fromHour;
    const records = { open: live, transitions: folded.transitions, telling, judge: null, asOfHour };
    await recordIncidents({ ...records, baselineVersion: baseline.version }, fence, nowMs, deps);
    await writeQualityVerdicts(stream.name, folded.verdicts, fence, nowMs, deps);
    if (stream.name === "quality" && folded.verdicts.length > 0) {
      const [first, last] = [folded.verdicts[0]!.hour, folded.verdicts.at(-1)!.hour];
      await publishQuality(await storedQuality(first, last, nowMs, deps), task, nowMs, deps);
    }
    if (stream.name === "quality") judgedTo = folded.judgedTo;
    incidents.push(...live);
    rules.push(stream.rule.description);
    told ||= folded.transitions.length > 0;
  }
  return { incidents, judgedTo, rules, told };
}

async function countAgain({ fromHour }: QualityInForce, nowMs: number, deps: AnalysisDeps): Promise<void> {
  const windows = await storedQuality(fromHour, hourOf(nowMs), nowMs, deps);
  await markLabelled(
    deps.table,
    deps.monitor.name,
    windows.map(({ hour }) => hour),
    nowMs,
  );
}
