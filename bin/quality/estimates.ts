import { gatherSaid } from "../../src/core/labels/gather-said.js";
import type { LabelledPairs } from "../../src/core/labels/labelled-pairs.js";
import type { QualityModel } from "../../src/core/labels/model-classes.js";
import { createSaidReader, type SaidReader } from "../../src/core/labels/said.js";
import {
  classifierGaps,
  estimateClassifier,
  learnClassifier,
  stratify,
} from "../../src/core/quality/estimate/classifier-estimator.js";
import type { ConceptGap, Estimated } from "../../src/core/quality/estimate/estimated.js";
import {
  estimateRegression,
  learnRegression,
  regressionGaps,
  stratifyRegression,
} from "../../src/core/quality/estimate/regression-estimator.js";
import { UsageError } from "../failure.js";
import type { PeriodRows } from "./period-rows.js";

/** Estimates of rows from what a reference taught. */
export interface Estimator {
  estimated(rows: PeriodRows, omega: number): Estimated[];
  /** What the labels of these rows say beyond the estimate. */
  gaps(rows: PeriodRows, omega: number): ConceptGap[];
}

/** Without a reference nothing is estimated. */
export const NO_ESTIMATOR: Estimator = { estimated: () => [], gaps: () => [] };

/** @throws UsageError where the reference can't teach anything */
export function estimatorOf(reference: LabelledPairs, joined: LabelledPairs, model: QualityModel): Estimator {
  const learned = createSaidReader(reference.predictions, model);
  const said = createSaidReader(joined.predictions, model);
  if (reference.actual.length === 0)
    throw new UsageError("--reference expects rows with predictions and labels, got none");
  const taught = { ...gatherSaid(learned, reference.predictionRows), actual: reference.actual };
  const rowsOf = ({ rows }: PeriodRows) => ({ ...gatherSaid(said, rows), actual: null });
  const pairsOf = ({ pairs }: PeriodRows) => labelledColumns(said, joined, pairs);
  if (model.task === "regression") {
    const estimator = learnRegression(taught);
    return {
      estimated: (rows, omega) => estimateRegression(estimator, stratifyRegression(estimator, rowsOf(rows)), omega),
      gaps: (rows, omega) => regressionGaps(estimator, stratifyRegression(estimator, pairsOf(rows)), omega),
    };
  }
  if (learned.scores === 0)
    throw new UsageError("--reference expects scores or probabilities to estimate from, got classes only");
  const estimator = learnClassifier(model.task, learned.scores, taught);
  return {
    estimated: (rows, omega) => estimateClassifier(estimator, stratify(estimator, rowsOf(rows)), omega),
    gaps: (rows, omega) => classifierGaps(estimator, stratify(estimator, pairsOf(rows)), omega),
  };
}

function labelledColumns(said: SaidReader, joined: LabelledPairs, pairs: ArrayLike<number>) {
  const rows = Uint32Array.from(pairs, (pair) => joined.predictionRows[pair]!);
  return { ...gatherSaid(said, rows), actual: Float64Array.from(pairs, (pair) => joined.actual[pair]!) };
}
