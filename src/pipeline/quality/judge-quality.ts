import type { Baseline } from "../../contracts/baseline.js";
import { ConditionFailedError } from "../../contracts/errors.js";
import type { Finding, HourIndex, Incident } from "../../contracts/verdict.js";
import type { QualityTask } from "../../core/quality/quality-metric.js";
import { coverageRule } from "../../core/verdict/quality/coverage-rule.js";
import { isDue } from "../../core/verdict/quality/quality-normal.js";
import { qualityRule } from "../../core/verdict/quality/quality-rule.js";
import type { AnalysisDeps } from "../deps.js";
import type { DirtyHour } from "../dirty-hours.js";
import { DAY_MS, hourOf, startMsOf } from "../hour.js";
import { storedIncidents } from "../incidents.js";
import { objectKeys, partitions } from "../keys.js";
import { labelledHours, markLabelled, unmarkLabelled } from "../labels/labelled-hours.js";
import { qualityTask } from "../labels/columns/prediction-columns.js";
import { zoneOf } from "../normal/time-zone.js";
import { tellIncidents } from "../tell-incidents.js";
import { windowOf, type WindowSpan } from "../windows.js";
import { foldStream, type QualityStream } from "./fold-stream.js";
import { learnedQuality } from "./learn-quality-normal.js";
import { observeQuality, type QualityCounting } from "./observe-quality.js";
import { publishQuality } from "./publish-quality.js";
import { qualityInForce, type QualityInForce } from "./quality-normal-store.js";
import { storedQuality, type StoredQuality, writeQualityVerdicts } from "./quality-store.js";
import { qualityThresholds, thresholdMetrics } from "./quality-thresholds.js";
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
  const { counted, done } = await countMarked(counting, bench, nowMs, deps);
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
  for (const mark of done) await unmark(mark, deps);
  if (isTime) await noteDay(bench.fence, nowMs, deps);
  return { counted: counted.length, openIncidents: judged.incidents.filter(({ status }) => status === "open").length };
}

const JUDGED_DAY = "QUALITYDAY";
const dayOf = (timeMs: number): number => Math.floor(timeMs / DAY_MS);

/** Windows that get old without labels are looked at once a day; labels are judged as they come. */
async function isAnotherDay(nowMs: number, { table, monitor }: AnalysisDeps): Promise<boolean> {
  const item = await table.get(partitions.state(monitor.name), JUDGED_DAY, nowMs);
  return item === null || dayOf(nowMs) > (item.body as { readonly day: number }).day;
}

async function noteDay(fence: number, nowMs: number, { table, monitor }: AnalysisDeps): Promise<void> {
  const item = { pk: partitions.state(monitor.name), sk: JUDGED_DAY, body: { day: dayOf(nowMs) } };
  await table.put(item, nowMs, { fence });
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

interface Counted {
  readonly counted: readonly StoredQuality[];
  /** Marks of the windows that have been looked at. */
  readonly done: readonly DirtyHour[];
}

async function countMarked(
  counting: QualityCounting,
  bench: QualityBench,
  nowMs: number,
  deps: AnalysisDeps,
): Promise<Counted> {
  const counted: StoredQuality[] = [];
  const done: DirtyHour[] = [];
  const windows = new Map<HourIndex, { readonly span: WindowSpan; readonly marks: DirtyHour[] }>();
  for await (const mark of labelledHours(deps.table, deps.monitor.name, nowMs)) {
    const span = windowOf(mark.hour, deps.monitor.window);
    const known = windows.get(span.first);
    if (known) known.marks.push(mark);
    else windows.set(span.first, { span, marks: [mark] });
  }
  for (const { span, marks } of windows.values()) {
    if (!bench.hasTime()) break;
    const stored = await observeQuality(span, counting, nowMs, deps);
    if (stored) counted.push(stored);
    done.push(...marks);
  }
  return { counted, done };
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

const streamOf = ({ role, check }: Finding): QualityStream["name"] | null =>
  role !== "quality" ? null : check === "coverage" ? "coverage" : "quality";

const isOfQuality = ({ role }: Finding): boolean => role === "quality";

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

/** What was known of the inputs when the predictions were made. */
function asideOf(ofInputs: readonly Incident[], hour: HourIndex): string {
  const open = ofInputs.filter(({ openedHour, closedHour }) => openedHour <= hour && (closedHour ?? Infinity) > hour);
  if (open.length === 0) return "No incident of the inputs was open at that time: they looked like the reference.";
  const named = open.map(({ id, findings }) => `${id} (${findings[0]?.feature ?? "the data"})`).join(", ");
  return `Incidents of the data that were open at that time: ${named}.`;
}

function streamsOf(
  { normal, fromHour, version }: QualityInForce,
  task: QualityTask,
  nowMs: number,
  { monitor }: AnalysisDeps,
): readonly QualityStream[] {
  const zone = zoneOf(monitor.window.timeZone);
  const ageHours = ({ hour }: StoredQuality): number =>
    (nowMs - startMsOf(windowOf(hour, monitor.window).end)) / 3_600_000;
  const isCounted = ({ normalVersion }: StoredQuality): boolean => normalVersion === version;
  const thresholds = qualityThresholds(monitor, task, normal.levels);
  return [
    {
      name: "quality",
      rule: qualityRule(normal, thresholds, zone),
      fromHour,
      isDue: (window) => isCounted(window) && isDue(normal.coverage, window.counts, ageHours(window)),
    },
    {
      name: "coverage",
      rule: coverageRule(normal.coverage, zone),
      fromHour,
      isDue: (window) => isCounted(window) && ageHours(window) >= normal.coverage.settleHours,
    },
  ];
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

async function unmark(mark: DirtyHour, { table, monitor }: AnalysisDeps): Promise<void> {
  try {
    await unmarkLabelled(table, monitor.name, mark);
  } catch (error) {
    // Marked again while we were looking: the next run counts it anew.
    if (!(error instanceof ConditionFailedError)) throw error;
  }
}
