import type { Baseline } from "../../contracts/baseline.js";
import type { HourIndex, Incident } from "../../contracts/verdict.js";
import type { CountedWindow } from "../../core/verdict/calibrated/counted-window.js";
import { withoutFeatures } from "../../core/verdict/window-counts.js";
import type { AnalysisDeps } from "../deps.js";
import { storedIncidents } from "../incidents.js";
import { hoursSince } from "../observed-hours.js";
import { excludedPeriod } from "./excluded.js";

/** A feature's last acceptance: since when its windows are normal, and from when on they were judged so. */
export type Accepted = ReadonlyMap<string, { readonly sinceHour: HourIndex; readonly fromHour: HourIndex }>;

/**
 * Windows that what is normal may be learned from: counted on this baseline and in no excluded period. A feature that was
 * part of an incident, whatever its severity, has no rows in the windows of that incident; the others keep theirs. Where its
 * change was accepted, it has rows from the change on, and none before.
 */
export async function cleanWindows(
  baseline: Baseline,
  from: HourIndex,
  accepted: Accepted,
  nowMs: number,
  { table, monitor }: AnalysisDeps,
): Promise<readonly CountedWindow[]> {
  const incidents = await storedIncidents(table, monitor.name, nowMs);
  const windows: CountedWindow[] = [];
  for await (const { hour, evidence, baselineVersion } of hoursSince(table, monitor.name, from, nowMs)) {
    if (evidence === null || baselineVersion !== baseline.version || evidence.records === 0) continue;
    if (excludedPeriod(hour, monitor.alarms.exclude)) continue;
    const changed = incidents.flatMap((incident) =>
      changedFeatures(incident, hour).filter(
        (feature) => incident.openedHour >= (accepted.get(feature)?.fromHour ?? 0),
      ),
    );
    const notNormal = new Set([...changed, ...notYetNormal(accepted, hour)]);
    windows.push({ hour, evidence: withoutFeatures(baseline, evidence, notNormal) });
  }
  return windows;
}

/** Windows of the reference, without features whose change was accepted since. */
export function withoutAccepted(
  baseline: Baseline,
  windows: readonly CountedWindow[],
  accepted: Accepted,
): readonly CountedWindow[] {
  return windows.map(({ hour, evidence }) => ({
    hour,
    evidence: withoutFeatures(baseline, evidence, new Set(notYetNormal(accepted, hour))),
  }));
}

function notYetNormal(accepted: Accepted, hour: HourIndex): string[] {
  return [...accepted].filter(([, { sinceHour }]) => hour < sinceHour).map(([feature]) => feature);
}

/** Features of an incident from the first hour of its changes to the hour it closed. */
function changedFeatures({ findings, openedHour, closedHour }: Incident, hour: HourIndex): string[] {
  const first = Math.min(openedHour, ...findings.map(({ onsetHour }) => onsetHour));
  const covers = hour >= first && hour <= (closedHour ?? Infinity);
  return covers ? findings.map(({ feature }) => feature) : [];
}
