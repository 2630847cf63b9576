import type { HourIndex } from "../../contracts/verdict.js";
import type { IncidentState, TrackedIncident } from "./incident-state.js";

/** A change that somebody has taken for the new normal. */
export interface Acceptance {
  /** First window that is held against the new normal. */
  readonly fromHour: HourIndex;
  /** Null: all of them. */
  readonly features: ReadonlySet<string> | null;
  readonly closedBy: "accepted" | "relearned";
}

/** Acceptances that begin to count with this window. @param before the window folded last; null for none */
export function beginning(
  acceptances: readonly Acceptance[],
  before: HourIndex | null,
  hour: HourIndex,
): readonly Acceptance[] {
  return acceptances.filter(({ fromHour }) => fromHour <= hour && fromHour > (before ?? -Infinity));
}

/**
 * Incidents without the checks that have been accepted: what they drifted from is no longer what is normal. An incident that
 * holds no other check closes with the next window.
 */
export function settleAccepted(state: IncidentState, acceptances: readonly Acceptance[]): IncidentState {
  return acceptances.reduce(
    ({ incidents }, acceptance) => ({ incidents: incidents.map((tracked) => settled(tracked, acceptance)) }),
    state,
  );
}

function settled(tracked: TrackedIncident, { features, closedBy }: Acceptance): TrackedIncident {
  const isAccepted = (key: string): boolean => {
    const [feature] = JSON.parse(key) as readonly [string, string];
    return features === null || features.has(feature);
  };
  const quietHours = tracked.quietHours.filter(([key]) => !isAccepted(key));
  if (quietHours.length === tracked.quietHours.length) return tracked;
  if (quietHours.length > 0) return { ...tracked, quietHours };
  return { ...tracked, quietHours, incident: { ...tracked.incident, closedBy } };
}
