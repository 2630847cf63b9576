import type { Finding, HourIndex, Incident } from "../../contracts/verdict.js";

/** An incident that is not closed, with what the fold must remember of it. Plain JSON. */
export interface TrackedIncident {
  readonly incident: Incident;
  /** Hour in which it was opened, joined, escalated or reopened last. */
  readonly lastChangeHour: HourIndex;
  /** Evaluated hours in a row without drift, per check in the order of `incident.findings`' `checkKey`s, as [key, hours]. */
  readonly quietHours: readonly (readonly [string, number])[];
}

/** Incidents that are not closed, oldest first. Plain JSON. */
export interface IncidentState {
  readonly incidents: readonly TrackedIncident[];
}

export const NO_INCIDENTS: IncidentState = { incidents: [] };

/** How incidents are grouped and closed. */
export interface IncidentPolicy {
  /** A feature that crosses less than this many hours after an incident has opened belongs to it. */
  readonly joinHours: number;
  /** Evaluated windows in a row without drift, for each of its checks, after which an incident closes. */
  readonly quietWindows: number;
  /** Hours without any change after which an incident leaves the alarm state. */
  readonly persistentHours: number;
}

/**
 * By the span that is judged as one. Days are a day apart, so a check that crosses the day after another shares its incident,
 * and three quiet days close it: 24 would keep every incident of a daily model open for most of a month.
 */
export const INCIDENT_POLICIES: Readonly<Record<"hour" | "day", IncidentPolicy>> = {
  hour: { joinHours: 24, quietWindows: 24, persistentHours: 14 * 24 },
  day: { joinHours: 48, quietWindows: 3, persistentHours: 14 * 24 },
};

/** Identity of a check within a monitor, whatever the lens that found it. */
export function checkKey(finding: Pick<Finding, "feature" | "check">): string {
  return JSON.stringify([finding.feature, finding.check]);
}
