import { lossMoments, type LossMoments, mergeLoss, NO_LOSS } from "../losses.js";
import type { MulticlassLoss, MulticlassMetric } from "../quality-metric.js";
import { EXACT_VALUES, TallyBuilder } from "../tally.js";
import { MOST_SCORED_CLASSES, type MulticlassState } from "./multiclass-state.js";
import { multiclassMetrics } from "./registry.js";

/** Labelled rows as columns; only the first `rows` entries count. */
export interface MulticlassRows {
  readonly rows: number;
  /** Index of the class that was said, and of the true one. */
  readonly predicted: Uint32Array;
  readonly actual: Uint32Array;
  /** Probability of each class by row, shape [rows][classes] in one array; null where the model gives none. */
  readonly probabilities: Float64Array | null;
}

export interface MulticlassCounter {
  add(batch: MulticlassRows): void;
  finish(): MulticlassState;
}

/**
 * Counts the labelled rows of a classifier with several classes.
 *
 * @param classes     all classes of the model, in the order of the indices
 * @param exactValues distinct probabilities of a class up to which its curve is exact
 */
export function createMulticlassCounter(
  classes: readonly string[],
  exactValues: number = EXACT_VALUES,
  metrics: readonly MulticlassMetric[] = multiclassMetrics.values(),
): MulticlassCounter {
  const width = classes.length;
  const confusion = classes.map(() => classes.map(() => 0));
  const ranks = classes.map(() => 0);
  const scored = width <= MOST_SCORED_CLASSES ? classes : [];
  const scores = scored.map(() => new TallyBuilder("unit", 2, exactValues));
  const losses = metrics.flatMap(({ name, reads, loss }) => (loss ? [{ name, reads, loss, sum: NO_LOSS }] : []));
  let rows = 0;
  let scoredRows = 0;
  return {
    add(batch) {
      rows += batch.rows;
      for (let i = 0; i < batch.rows; i++) confusion[batch.actual[i]!]![batch.predicted[i]!]!++;
      if (batch.probabilities) {
        scoredRows += batch.rows;
        countRanks(batch, width, ranks);
        scores.forEach((tally, k) => {
          for (let i = 0; i < batch.rows; i++) {
            tally.add(batch.probabilities![i * width + k]!, batch.actual[i] === k ? 1 : 0);
          }
        });
      }
      for (const each of losses) {
        if (each.reads === "class" || batch.probabilities)
          each.sum = mergeLoss(each.sum, batchLoss(each.loss, batch, width));
      }
    },
    finish: () => ({
      task: "multiclass",
      rows,
      classes,
      confusion,
      scoredRows,
      ranks,
      scores: scores.map((tally) => tally.finish()),
      losses: Object.fromEntries(
        losses.filter(({ sum }) => sum.moments.count + sum.undefinedRows === rows).map(({ name, sum }) => [name, sum]),
      ),
    }),
  };
}

function countRanks({ rows, actual, probabilities }: MulticlassRows, width: number, ranks: number[]): void {
  for (let i = 0; i < rows; i++) {
    const own = probabilities![i * width + actual[i]!]!;
    let rank = -1;
    for (let k = 0; k < width; k++) if (probabilities![i * width + k]! >= own) rank++;
    ranks[rank]!++;
  }
}

function batchLoss(loss: MulticlassLoss, batch: MulticlassRows, width: number): LossMoments {
  const { rows, predicted, actual, probabilities } = batch;
  const values = new Float64Array(rows);
  const none = new Float64Array(0);
  for (let i = 0; i < rows; i++) {
    const own = probabilities?.subarray(i * width, (i + 1) * width) ?? none;
    values[i] = loss(own, predicted[i]!, actual[i]!);
  }
  return lossMoments(values, rows);
}
