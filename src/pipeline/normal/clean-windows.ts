import type { HourIndex, Incident } from "../../contracts/verdict.js";
import type { CountedWindow } from "../../core/verdict/calibrated/normal.js";
import type { AnalysisDeps } from "../deps.js";
import { storedIncidents } from "../incidents.js";
import { hoursSince } from "../observed-hours.js";
import { excludedPeriod } from "./excluded.js";

/**
 * Windows that what is normal may be learned from: counted on this baseline, in no excluded period and in no incident,
 * whatever its severity.
 */
export async function cleanWindows(
  baselineVersion: string,
  from: HourIndex,
  nowMs: number,
  deps: AnalysisDeps,
): Promise<readonly CountedWindow[]> {
  const { table, monitor } = deps;
  const incidents = await storedIncidents(table, monitor.name, nowMs);
  const windows: CountedWindow[] = [];
  for await (const { hour, evidence, baselineVersion: countedOn } of hoursSince(table, monitor.name, from, nowMs)) {
    if (evidence === null || countedOn !== baselineVersion || evidence.records === 0) continue;
    if (excludedPeriod(hour, monitor.alarms.exclude) || incidents.some((incident) => covers(incident, hour))) continue;
    windows.push({ hour, evidence });
  }
  return windows;
}

/** From the first hour of its changes to the hour it closed. */
function covers({ findings, openedHour, closedHour }: Incident, hour: HourIndex): boolean {
  const first = Math.min(openedHour, ...findings.map(({ onsetHour }) => onsetHour));
  return hour >= first && hour <= (closedHour ?? Infinity);
}
