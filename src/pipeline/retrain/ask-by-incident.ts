import type { IncidentTransition, Severity } from "../../contracts/verdict.js";
import { pages } from "../../core/verdict/severity.js";
import type { AnalysisDeps } from "../deps.js";
import { askForRetraining } from "./retrainings.js";

/** Whether an incident of this severity asks for a retraining. */
export function asksForRetraining(severity: Severity, { retrain }: AnalysisDeps["monitor"]): boolean {
  return retrain !== null && retrain.onIncident !== null && pages(severity, retrain.onIncident);
}

/** Incidents that open or become worse ask for a retraining, each once, with its id as the token. */
export async function askByIncidents(
  transitions: readonly IncidentTransition[],
  nowMs: number,
  { table, monitor }: AnalysisDeps,
): Promise<void> {
  for (const { kind, incident } of transitions) {
    if (kind !== "opened" && kind !== "escalated") continue;
    if (!asksForRetraining(incident.severity, monitor)) continue;
    const cause = { kind: "incident", severity: incident.severity } as const;
    await askForRetraining(table, monitor.name, incident.id, cause, nowMs);
  }
}
