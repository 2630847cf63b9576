import type { Severity } from "./verdict.js";

/** Why a model is to be trained again. */
export type RetrainingCause =
  { readonly kind: "incident"; readonly severity: Severity } | { readonly kind: "schedule" };

/** `asked`: it waits for an approval, or for the time between two trainings to pass. */
export type RetrainingState = "asked" | "started" | "declined" | "expired";

/** One retraining, from its cause to its start. */
export interface Retraining {
  /** Incident id, or `scheduled-` and the time: what is started by it is started once. */
  readonly token: string;
  readonly cause: RetrainingCause;
  readonly askedAtMs: number;
  readonly state: RetrainingState;
  /** When it left `asked`. */
  readonly decidedAtMs: number | null;
  /** ARN of what was started. */
  readonly execution: string | null;
}
