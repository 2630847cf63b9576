import type { Answer } from "../../contracts/answers.js";
import type { Retraining } from "../../contracts/retraining.js";

/** What of a monitor's life decides on a retraining that has been asked for. */
export interface RetrainingFacts {
  readonly answers: readonly Answer[];
  /** When the last retraining was started; null where none ever was. */
  readonly lastStartMs: number | null;
  /** Incidents that are still open. */
  readonly openIncidents: ReadonlySet<string>;
  readonly approval: boolean;
  readonly minDaysBetween: number;
  readonly nowMs: number;
}

export type NextStep = "wait" | "start" | "decline" | "expire";

const DAY_MS = 86_400_000;
/** Nobody means a retraining that was asked for two weeks ago. */
const ASKED_FOR_MS = 14 * DAY_MS;

/**
 * Whether a retraining starts now. What a person says counts most: a decline ends it, an approval starts it also when its incident
 * has closed since; but never sooner after the last than `minDaysBetween`.
 */
export function nextStep({ token, cause, askedAtMs }: Retraining, facts: RetrainingFacts): NextStep {
  const { answers, lastStartMs, openIncidents, approval, minDaysBetween, nowMs } = facts;
  const said = answers.findLast((answer) => answer.kind === "retrain" && answer.token === token);
  const decision = said?.kind === "retrain" ? said.decision : null;
  if (decision === "decline") return "decline";
  if (nowMs - askedAtMs >= ASKED_FOR_MS) return "expire";
  if (decision === null && cause.kind === "incident" && !openIncidents.has(token)) return "expire";
  if (decision === null && approval) return "wait";
  const isCool = lastStartMs === null || nowMs - lastStartMs >= minDaysBetween * DAY_MS;
  return isCool ? "start" : "wait";
}
