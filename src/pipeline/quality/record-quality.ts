import type { HourIndex, Incident } from "../../contracts/verdict.js";
import { measureQuality, metricsOf } from "../../core/quality/measure.js";
import type { QualityTask } from "../../core/quality/quality-metric.js";
import { qualityReport, type QualityOfSpan } from "../../core/report/quality-report.js";
import { mergeTotals, omegaOf, type QualityTotals } from "../../core/verdict/quality/count-quality.js";
import { qualityDays } from "../../core/verdict/quality/quality-day.js";
import { HEADLINE } from "../../core/verdict/quality/realised-metrics.js";
import { answersTo, describeAnswer } from "../../core/answers/answer-words.js";
import { answersOfRun } from "../answers/run-answers.js";
import type { AnalysisDeps } from "../deps.js";
import { modelFacts, monitorProvenance } from "../reports/model-facts.js";
import { putPage } from "../reports/window-documents.js";
import { hourOf } from "../hour.js";
import { objectKeys } from "../keys.js";
import type { QualityInForce } from "./quality-normal-store.js";
import { readReferenceState, readTotals, storedQuality, type StoredQuality } from "./quality-store.js";

export interface QualityRecord {
  readonly task: QualityTask;
  readonly inForce: QualityInForce | null;
  /** Not closed. */
  readonly incidents: readonly Incident[];
  /** First hour of the last window whose labels have been judged. */
  readonly judgedTo: HourIndex | null;
  readonly rules: readonly string[];
}

const DAY_HOURS = 24;
const SHOWN_HOURS = 30 * DAY_HOURS;
const RECENT_HOURS = 7 * DAY_HOURS;

/** Writes the report on quality as it is known now. */
export async function recordQuality(record: QualityRecord, nowMs: number, deps: AnalysisDeps): Promise<void> {
  const { monitor, store } = deps;
  const { task, inForce, judgedTo } = record;
  const metric = metricsOf(task).find(({ name }) => name === HEADLINE[task])!;
  const windows = await storedQuality(hourOf(nowMs) - SHOWN_HOURS, hourOf(nowMs), nowMs, deps);
  const answers = await answersOfRun(nowMs, deps);
  const said = new Set(record.incidents.flatMap((incident) => answersTo(incident, answers, nowMs)));
  const html = qualityReport({
    monitor: monitor.name,
    writtenMs: nowMs,
    metric,
    level: inForce?.normal.levels[metric.name] ?? null,
    days: qualityDays(windows, metric.name),
    judgedTo,
    recent: await recentQuality(windows, inForce, judgedTo, deps),
    incidents: record.incidents,
    rules: record.rules,
    said: [...said].sort((a, b) => a.number - b.number).map(describeAnswer),
    model: modelFacts(monitor),
    provenance: monitorProvenance(deps),
  });
  await putPage(store, objectKeys.qualityReport(monitor.name), html);
}

/** All metrics of the last week of judged windows; before there is one, of the last week with labels. */
async function recentQuality(
  windows: readonly StoredQuality[],
  inForce: QualityInForce | null,
  judgedTo: HourIndex | null,
  deps: AnalysisDeps,
): Promise<QualityOfSpan | null> {
  const labelled = windows.filter(({ hour, counts }) => counts.labelled > 0 && hour <= (judgedTo ?? Infinity));
  const last = labelled.at(-1)?.hour;
  if (last === undefined) return null;
  const chosen = labelled.filter(({ hour }) => hour > last - RECENT_HOURS);
  let all: QualityTotals | null = null;
  for (const { hour } of chosen) {
    const totals = await readTotals(hour, deps);
    // Those counted before something was learned have no strata; nothing here reads these.
    if (totals) all = all ? mergeTotals(all, totals) : totals;
  }
  if (!all) return null;
  const omega = omegaOf(inForce?.normal ?? null);
  return {
    from: chosen[0]!.hour,
    to: last + 1,
    values: measureQuality(all.state, omega),
    levels: inForce?.normal.levels ?? {},
    coverage: all.coverage,
    now: all.state,
    reference: inForce && (await readReferenceState(inForce.version, deps)),
  };
}
