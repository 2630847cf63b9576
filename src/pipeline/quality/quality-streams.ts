import type { Finding, HourIndex, Incident } from "../../contracts/verdict.js";
import type { QualityTask } from "../../core/quality/quality-metric.js";
import { coverageRule } from "../../core/verdict/quality/coverage-rule.js";
import { isDue } from "../../core/verdict/quality/quality-normal.js";
import { qualityRule } from "../../core/verdict/quality/quality-rule.js";
import type { AnalysisDeps } from "../deps.js";
import { startMsOf } from "../hour.js";
import { zoneOf } from "../normal/time-zone.js";
import { windowOf } from "../windows.js";
import type { QualityStream } from "./fold-stream.js";
import type { QualityInForce } from "./quality-normal-store.js";
import type { StoredQuality } from "./quality-store.js";
import { qualityThresholds } from "./quality-thresholds.js";

export const isOfQuality = ({ role }: Finding): boolean => role === "quality";

/** The stream that a finding comes from; null for findings of the data. */
export const streamOf = ({ role, check }: Finding): QualityStream["name"] | null =>
  role !== "quality" ? null : check === "coverage" ? "coverage" : "quality";

/** What was known of the inputs when the predictions were made. */
export function asideOf(ofInputs: readonly Incident[], hour: HourIndex): string {
  const open = ofInputs.filter(({ openedHour, closedHour }) => openedHour <= hour && (closedHour ?? Infinity) > hour);
  if (open.length === 0) return "No incident of the inputs was open at that time: they looked like the reference.";
  const named = open.map(({ id, findings }) => `${id} (${findings[0]?.feature ?? "the data"})`).join(", ");
  return `Incidents of the data that were open at that time: ${named}.`;
}

/** Labels are judged as they come, and whether they come once they are late. */
export function streamsOf(
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
