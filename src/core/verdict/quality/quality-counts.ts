import type { HourIndex } from "../../../contracts/verdict.js";
import type { ConceptGap } from "../../quality/estimate/estimated.js";

/** A metric of one window's labelled rows with its 95 % interval; no bounds where it has none. */
export interface CountedMetric {
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** What is kept of the labels of one window's predictions, for rules to judge: a few numbers. Plain JSON. */
export interface QualityCounts {
  /** Usable predictions, one an id. */
  readonly predictions: number;
  /** Of these, predictions that have their label. */
  readonly labelled: number;
  /** Defined metrics by name. */
  readonly metrics: Readonly<Record<string, CountedMetric>>;
  /** What the labels say beyond what was expected of these rows; empty without an estimator. */
  readonly gaps: readonly Pick<ConceptGap, "name" | "expected" | "difference" | "standardised">[];
}

export interface QualityWindow {
  readonly hour: HourIndex;
  readonly evidence: QualityCounts;
}
