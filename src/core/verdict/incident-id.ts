import { createHash } from "node:crypto";
import type { Finding, HourIndex, IncidentTransition } from "../../contracts/verdict.js";

/**
 * Id of an incident: the first 12 hex digits of SHA-256 over monitor, first check and onset hour, so that computing again gives
 * the same id. 48 bits: among a thousand incidents of a monitor two share an id with a chance below 2e-9.
 */
export function incidentId(monitor: string, first: Pick<Finding, "feature" | "check">, onset: HourIndex): string {
  const subject = JSON.stringify([monitor, first.feature, first.check, onset]);
  return createHash("sha256").update(subject).digest("hex").slice(0, 12);
}

/**
 * Stable identity of a transition: an incident opens, closes and reaches each severity once, so that a restated hour names the
 * transition that was told before.
 */
export function transitionId({ kind, incident }: IncidentTransition): string {
  return `${incident.id}-${kind}-${incident.severity}`;
}
