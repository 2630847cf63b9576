import type { HourIndex } from "../../contracts/verdict.js";
import type { LabelRows } from "../../core/labels/read-labels.js";
import type { PredictionRows } from "../../core/labels/read-predictions.js";
import type { LabelDeps } from "../deps.js";

/** The predictions of an hour and all labels that have come for them. */
export interface JoinedHour {
  /** Repeated ids included: `labelledPairs` keeps the first of each. */
  readonly predictions: PredictionRows;
  /** Of all label files, in order of the files' arrival; not yet one an id. */
  readonly labels: LabelRows;
  /** Hash of what was read: the same fingerprint is the same quality. */
  readonly fingerprint: string;
}

export async function joinedHour(hour: HourIndex, deps: LabelDeps): Promise<JoinedHour | null> {
  void hour;
  void deps;
  return Promise.resolve(null);
}
