import type { Baseline } from "../../contracts/baseline.js";
import type { HourIndex, Incident } from "../../contracts/verdict.js";
import type { CountedWindow } from "../../core/verdict/calibrated/counted-window.js";
import { withoutFeatures } from "../../core/verdict/window-counts.js";
import type { AnalysisDeps } from "../deps.js";
import { storedIncidents } from "../incidents.js";
import { hoursSince } from "../observed-hours.js";
import { excludedPeriod } from "./excluded.js";

/**
 * Windows that what is normal may be learned from: counted on this baseline and in no excluded period. A feature that was
 * part of an incident, whatever its severity, has no rows in the windows of that incident; the others keep theirs.
 */
export async function cleanWindows(
  baseline: Baseline,
  from: HourIndex,
  nowMs: number,
  { table, monitor }: AnalysisDeps,
): Promise<readonly CountedWindow[]> {
  const incidents = await storedIncidents(table, monitor.name, nowMs);
  const windows: CountedWindow[] = [];
  for await (const { hour, evidence, baselineVersion } of hoursSince(table, monitor.name, from, nowMs)) {
    if (evidence === null || baselineVersion !== baseline.version || evidence.records === 0) continue;
    if (excludedPeriod(hour, monitor.alarms.exclude)) continue;
    const changed = new Set(incidents.flatMap((incident) => changedFeatures(incident, hour)));
    windows.push({ hour, evidence: withoutFeatures(baseline, evidence, changed) });
  }
  return windows;
}

/** Features of an incident from the first hour of its changes to the hour it closed. */
function changedFeatures({ findings, openedHour, closedHour }: Incident, hour: HourIndex): string[] {
  const first = Math.min(openedHour, ...findings.map(({ onsetHour }) => onsetHour));
  const covers = hour >= first && hour <= (closedHour ?? Infinity);
  return covers ? findings.map(({ feature }) => feature) : [];
}
