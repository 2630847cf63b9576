import { clipped } from "../binary/probability-losses.js";
import { measureArea } from "../binary/roc-auc.js";
import { orderOf } from "../binary/score-order.js";
import { meanLoss } from "../losses.js";
import { type Measured, measured, undefinedBecause } from "../measured.js";
import type { MulticlassMetric } from "../quality-metric.js";
import { MOST_SCORED_CLASSES, type MulticlassState } from "./multiclass-state.js";

/** Mean of -ln of the true class's probability, in nats, clipped to [2^-52, 1 - 2^-52]. `sklearn.metrics.log_loss`. */
export const logLoss: MulticlassMetric = {
  task: "multiclass",
  reads: "score",
  name: "log-loss",
  title: "log-loss, in nats",
  better: "lower",
  loss: (probabilities, _predicted, actual) => -Math.log(clipped(probabilities[actual]!)),
  measure: ({ losses }, omega) => meanLoss(losses, "log-loss", omega),
};

/**
 * Area under the ROC curve of each class against the rest, and their mean. `roc_auc_score(multi_class="ovr", average="macro")`.
 * Interval of the mean: as if the areas erred together, their half widths averaged, which is wide rather than narrow.
 */
export const macroRocAuc: MulticlassMetric = {
  task: "multiclass",
  reads: "score",
  name: "macro-roc-auc",
  title: "area under the ROC curve, each class against the rest, mean over classes",
  better: "higher",
  measure(state, omega) {
    const areas = classAreas(state, omega);
    const unknown = areas.findIndex((area) => !area.defined);
    if (areas.length === 0) return undefinedBecause(missing(state));
    const first = areas[unknown];
    if (first && !first.defined) return undefinedBecause(`of ${state.classes[unknown]!}, ${first.because}`);
    const mean = (of: (area: Extract<Measured, { defined: true }>) => number) =>
      areas.reduce((sum, area) => sum + (area.defined ? of(area) : 0), 0) / areas.length;
    const value = mean((area) => area.value);
    const interval = [mean(({ low }) => low ?? 0), mean(({ high }) => high ?? 1)] as const;
    return measured(
      value,
      interval,
      mean(({ bound }) => bound),
    );
  },
  measureClasses: classAreas,
};

function classAreas({ scores, scoredRows, rows }: MulticlassState, omega: number): Measured[] {
  if (scoredRows === 0 || scoredRows < rows) return [];
  return scores.map((tally) => {
    const order = orderOf(tally);
    if (order.positiveRows === 0) return undefinedBecause("it is the label of no row");
    if (order.negativeRows === 0) return undefinedBecause("it is the label of every row");
    return measureArea(order, omega);
  });
}

function missing({ scoredRows, rows }: MulticlassState): string {
  if (scoredRows === 0) return "no row has probabilities";
  if (scoredRows < rows) return `only ${scoredRows} of ${rows} rows have probabilities`;
  return `there are more than ${MOST_SCORED_CLASSES} classes`;
}
