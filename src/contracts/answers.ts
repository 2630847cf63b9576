import type { HourIndex } from "./verdict.js";

/** What people say to a monitor without a redeploy. */
export type AnswerKind = "mute" | "unmute" | "ack" | "accept" | "relearn" | "retrain";

/** What every answer holds: who, when and why. An answer is never changed or deleted; a later one supersedes it. */
export interface Given {
  /** 1, 2, 3 ... in the order of their writing, per monitor. */
  readonly number: number;
  readonly atMs: number;
  /** As the person who gave it says: the table keeps no proof of it. */
  readonly by: string;
  readonly reason: string;
}

/** Which findings a mute is about; without both, the whole monitor. */
export interface MuteScope {
  readonly feature: string | null;
  readonly check: string | null;
}

/** Incidents of this scope send no page. */
export interface Mute extends Given {
  readonly kind: "mute";
  readonly scope: MuteScope;
  readonly untilMs: number;
}

/** Ends the mute of exactly this scope. */
export interface Unmute extends Given {
  readonly kind: "unmute";
  readonly scope: MuteScope;
}

/** Somebody looks at it: no escalation of this incident is mailed until then. */
export interface Ack extends Given {
  readonly kind: "ack";
  readonly incident: string;
  readonly untilMs: number;
}

/** A feature, and the hour from which on its windows say what is normal of it. */
export interface NewNormal {
  readonly feature: string;
  readonly sinceHour: HourIndex;
}

/** A change is the new normal. */
export interface Accept extends Given {
  readonly kind: "accept";
  /** Null where features were named. */
  readonly incident: string | null;
  readonly features: readonly NewNormal[];
}

/** What is normal is learned anew, for all features. */
export interface Relearn extends Given {
  readonly kind: "relearn";
  readonly sinceHour: HourIndex;
}

/** Whether a retraining that has been asked for may start. */
export interface RetrainAnswer extends Given {
  readonly kind: "retrain";
  /** Of the retraining: an incident's id, or `scheduled-` and the time. */
  readonly token: string;
  readonly decision: "approve" | "decline";
}

export type Answer = Mute | Unmute | Ack | Accept | Relearn | RetrainAnswer;

type WithoutGiven<T> = T extends Answer ? Omit<T, keyof Given> : never;

/** What is said, before it is written. */
export type AnswerContent = WithoutGiven<Answer>;
