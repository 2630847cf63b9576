import type { Answer, AnswerContent } from "../../../src/contracts/answers.js";
import type { Incident, IncidentFinding } from "../../../src/contracts/verdict.js";

export const HOUR_MS = 3_600_000;
export const OPENED_HOUR = 490_000;
export const OPENED_MS = OPENED_HOUR * HOUR_MS;

/** An answer given some hours after the incident opened. */
export function given(number: number, hours: number, content: AnswerContent): Answer {
  return { ...content, number, atMs: OPENED_MS + hours * HOUR_MS, by: "ana", reason: "because" };
}

export const muteUntil = (
  hours: number,
  feature: string | null = null,
  check: string | null = null,
): AnswerContent => ({
  kind: "mute",
  scope: { feature, check },
  untilMs: OPENED_MS + hours * HOUR_MS,
});

export const findingOf = (feature: string, more: Partial<IncidentFinding> = {}): IncidentFinding => ({
  feature,
  role: "feature",
  check: "shift",
  lens: "day",
  state: "drifting",
  value: 6,
  limit: 4,
  ratio: 1.5,
  severity: "high",
  effect: 0.4,
  impact: 0.1,
  rows: 1000,
  change: null,
  onsetHour: OPENED_HOUR,
  ...more,
});

export const incidentOf = (findings: readonly IncidentFinding[]): Incident => ({
  id: "a1b2c3d4e5f6",
  monitor: "churn",
  status: "open",
  severity: "high",
  openedHour: OPENED_HOUR,
  closedHour: null,
  lastDriftingHour: OPENED_HOUR,
  findings,
});
