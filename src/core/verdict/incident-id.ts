import { createHash } from "node:crypto";
import type { Finding, HourIndex, Incident, IncidentTransition } from "../../contracts/verdict.js";

/**
 * Id of an incident: the first 12 hex digits of SHA-256 over monitor, first check and onset hour, so that computing again gives
 * the same id. 48 bits: among a thousand incidents of a monitor two share an id with a chance below 2e-9.
 */
export function incidentId(monitor: string, first: Pick<Finding, "feature" | "check">, onset: HourIndex): string {
  const subject = JSON.stringify([monitor, first.feature, first.check, onset]);
  return createHash("sha256").update(subject).digest("hex").slice(0, 12);
}

/**
 * Stable identity of a transition: an incident opens, closes and reaches each severity once, and is once found to be concept drift, so that a
 * restated hour names the transition that was told before.
 */
export function transitionId({ kind, incident }: IncidentTransition): string {
  return `${incident.id}-${kind}-${incident.severity}${isConceptDrift(incident) ? CONCEPT : ""}`;
}

/** End of the identities of transitions of concept drift. */
export const CONCEPT = "-concept";

/** True where labels have said something else of the same inputs. */
export function isConceptDrift({ findings }: Pick<Incident, "findings">): boolean {
  return findings.some(({ role, check }) => role === "quality" && check === "concept");
}
