import type { Answer } from "../../contracts/answers.js";
import { EVENT_VERSION, type EventFinding, type ProductEvent } from "../../contracts/events.js";
import type { HourIndex, IncidentFinding, IncidentTransition } from "../../contracts/verdict.js";
import { pages } from "../../core/verdict/severity.js";
import type { AnalysisDeps } from "../deps.js";
import { startMsOf } from "../hour.js";

const MOST_FINDINGS = 20;

/** ISO 8601 of an hour's start. */
export const isoOf = (hour: HourIndex): string => new Date(startMsOf(hour)).toISOString();

/**
 * @param id of this transition among all events
 * @param heldBack the answer that keeps its mail back; null where none does
 */
export function incidentEvent(
  id: string,
  transition: IncidentTransition,
  heldBack: Answer | null,
  { monitor }: Pick<AnalysisDeps, "monitor">,
): ProductEvent {
  const { kind, hour, incident } = transition;
  const { findings, closedBy, severity } = incident;
  return {
    type: "Plumbline Incident",
    detail: {
      version: EVENT_VERSION,
      id,
      monitor: monitor.name,
      transition: kind,
      incident: incident.id,
      status: incident.status,
      severity,
      pages: pages(severity, monitor.alarms.page),
      ...(heldBack && { heldBack: { kind: heldBack.kind, by: heldBack.by } }),
      ...(closedBy && { closedBy }),
      openedAt: isoOf(incident.openedHour),
      windowStart: isoOf(hour),
      lastDriftingAt: isoOf(incident.lastDriftingHour),
      about: findings.some(({ role }) => role === "quality") ? "quality" : "data",
      findings: findings.slice(0, MOST_FINDINGS).map(eventFinding),
      findingCount: findings.length,
      owner: monitor.model.owner,
      runbook: monitor.model.runbook,
    },
  };
}

function eventFinding({ feature, role, check, severity, effect, onsetHour, change }: IncidentFinding): EventFinding {
  return { feature, role, check, severity, effect, onsetAt: isoOf(onsetHour), change };
}
