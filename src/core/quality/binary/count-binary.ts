import { lossMoments, mergeLoss, type LossMoments, NO_LOSS } from "../losses.js";
import type { BinaryLoss, BinaryMetric } from "../quality-metric.js";
import { EXACT_VALUES, TallyBuilder } from "../tally.js";
import { type BinaryState, RELIABILITY_BINS } from "./binary-state.js";
import { binaryMetrics } from "./registry.js";

/** Labelled rows as columns; only the first `rows` entries count. */
export interface BinaryRows {
  readonly rows: number;
  /** 1 where the model said the positive class, else 0. */
  readonly predicted: Uint8Array;
  /** 1 where the positive class was true, else 0. */
  readonly actual: Uint8Array;
  /** Probability of the positive class, 0 to 1; null where the model gives none. */
  readonly scores: Float64Array | null;
}

export interface BinaryCounter {
  add(batch: BinaryRows): void;
  finish(): BinaryState;
}

/**
 * Counts the labelled rows of a binary classifier.
 *
 * @param exactValues distinct scores up to which curves are exact
 * @param metrics     whose losses are counted
 */
export function createBinaryCounter(
  exactValues: number = EXACT_VALUES,
  metrics: readonly BinaryMetric[] = binaryMetrics.values(),
): BinaryCounter {
  const confusion = new Float64Array(4);
  const scores = new TallyBuilder("unit", 2, exactValues);
  const reliability = Array.from({ length: RELIABILITY_BINS }, () => ({ rows: 0, scoreSum: 0, positives: 0 }));
  const losses = metrics.flatMap(({ name, reads, loss }) => (loss ? [{ name, reads, loss, sum: NO_LOSS }] : []));
  let rows = 0;
  return {
    add(batch) {
      rows += batch.rows;
      for (let i = 0; i < batch.rows; i++) confusion[2 * batch.actual[i]! + batch.predicted[i]!]!++;
      for (let i = 0; batch.scores && i < batch.rows; i++) {
        const score = batch.scores[i]!;
        const positive = batch.actual[i]!;
        scores.add(score, positive);
        const bin = reliability[reliabilityBin(score)]!;
        bin.rows++;
        bin.scoreSum += score;
        bin.positives += positive;
      }
      for (const each of losses) {
        if (each.reads === "class" || batch.scores) each.sum = mergeLoss(each.sum, batchLoss(each.loss, batch));
      }
    },
    finish: () => ({
      task: "binary",
      rows,
      confusion: {
        truePositive: confusion[3]!,
        falsePositive: confusion[1]!,
        falseNegative: confusion[2]!,
        trueNegative: confusion[0]!,
      },
      scores: scores.finish(),
      reliability,
      losses: Object.fromEntries(
        losses.filter(({ sum }) => sum.moments.count + sum.undefinedRows === rows).map(({ name, sum }) => [name, sum]),
      ),
    }),
  };
}

function batchLoss(loss: BinaryLoss, { rows, scores, predicted, actual }: BinaryRows): LossMoments {
  const values = new Float64Array(rows);
  for (let i = 0; i < rows; i++) values[i] = loss(scores?.[i] ?? NaN, predicted[i]!, actual[i]!);
  return lossMoments(values, rows);
}

/** Upper edges belong to the bin below, as in scikit-learn's `calibration_curve`. */
export function reliabilityBin(score: number): number {
  return Math.min(RELIABILITY_BINS - 1, Math.max(0, Math.ceil(score * RELIABILITY_BINS) - 1));
}
