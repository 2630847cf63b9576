import { balancedAccuracyFormula } from "../binary/balanced-accuracy.js";
import { confusionOf } from "../binary/count-metric.js";
import type { Confusion } from "../binary/binary-state.js";
import { fScore } from "../binary/f-scores.js";
import { matthewsFormula } from "../binary/matthews.js";
import { binaryMetrics } from "../binary/registry.js";
import { CONFUSION_VALUES } from "../estimate/class-estimate.js";
import { countVariance } from "../delta-method.js";
import { metricsOf } from "../measure.js";
import type { QualityMetric, QualityTask } from "../quality-metric.js";
import { pairedAreas } from "./paired-area.js";
import { meanDifference, type PairedDifference, pairedDifference } from "./paired-difference.js";

/** What one model said of the rows. */
export interface ModelRows {
  /** Class index, or number of a regression. */
  readonly predicted: Float64Array;
  /** Shape [rows][1 or classes] in one array; null without scores. */
  readonly scores: Float64Array | null;
}

/** Two models on the same labelled rows. */
export interface PairedRows {
  readonly task: QualityTask;
  /** Scores of a row. */
  readonly width: number;
  readonly actual: Float64Array;
  readonly champion: ModelRows;
  readonly challenger: ModelRows;
}

/** Functions of the confusion matrix that are compared, by metric name. */
const COUNT_VALUES: Readonly<Record<string, (counts: Confusion) => number>> = {
  "balanced-accuracy": balancedAccuracyFormula.value,
  precision: CONFUSION_VALUES.precision,
  recall: CONFUSION_VALUES.recall,
  f1: (counts) => fScore(counts, 1),
  mcc: matthewsFormula.value,
};

/**
 * Compares two models row by row on the same labels. Means of a loss: the mean of the rows' differences. Functions of the confusion matrix: the delta
 * method over the eight counts of (label, champion's answer, challenger's answer). Area under the ROC curve: DeLong's paired variance.
 * A metric that is undefined for one of them, or rests on scores that one of them lacks, is left out.
 *
 * @param omega design effect: so many rows count as one
 * @returns accuracy, or the mean absolute error, first
 */
export function compareModels(rows: PairedRows, omega = 1): PairedDifference[] {
  if (rows.actual.length === 0) return [];
  const scored = rows.champion.scores !== null && rows.challenger.scores !== null;
  const losses = metricsOf(rows.task).filter(
    (metric) =>
      metric.loss && metric.better === "lower" && (metric.reads === "class" || rows.task === "regression" || scored),
  );
  return [
    ...(rows.task === "regression" ? [] : [ofAccuracy(rows, omega)]),
    ...(rows.task === "binary" ? ofCounts(rows, omega) : []),
    ...(rows.task === "binary" && scored ? ofArea(rows, omega) : []),
    ...losses.flatMap((metric) => ofLoss(metric, rows, omega)),
  ];
}

function ofAccuracy({ actual, champion, challenger }: PairedRows, omega: number): PairedDifference {
  const right = ({ predicted }: ModelRows, row: number) => Number(predicted[row] === actual[row]);
  return fromRows({ name: "accuracy", better: "higher" }, actual.length, omega, (row) => [
    right(champion, row),
    right(challenger, row),
  ]);
}

function fromRows(
  metric: Pick<QualityMetric, "name" | "better">,
  rows: number,
  omega: number,
  values: (row: number) => readonly [number, number],
): PairedDifference {
  const differences = new Float64Array(rows);
  let [first, second] = [0, 0];
  for (let row = 0; row < rows; row++) {
    const [a, b] = values(row);
    first += a / rows;
    second += b / rows;
    differences[row] = b - a;
  }
  return pairedDifference(metric, first, second, meanDifference(differences, omega).variance);
}

function ofLoss(metric: QualityMetric, rows: PairedRows, omega: number): PairedDifference[] {
  const { actual, champion, challenger, width } = rows;
  const loss = (model: ModelRows, row: number): number => {
    const said = model.predicted[row]!;
    const truth = actual[row]!;
    if (metric.task === "regression") return metric.loss!(said, truth);
    if (metric.task === "binary") return metric.loss!(model.scores?.[row] ?? NaN, said, truth);
    return metric.loss!(model.scores?.subarray(row * width, (row + 1) * width) ?? new Float64Array(0), said, truth);
  };
  const found = fromRows(metric, actual.length, omega, (row) => [loss(champion, row), loss(challenger, row)]);
  return Number.isFinite(found.difference) ? [found] : [];
}

function ofCounts({ actual, champion, challenger }: PairedRows, omega: number): PairedDifference[] {
  const joint = new Array<number>(8).fill(0);
  actual.forEach((truth, row) => {
    joint[4 * truth + 2 * champion.predicted[row]! + challenger.predicted[row]!]!++;
  });
  /** Cells of one model: truth and its own answer. */
  const confusion = (cells: readonly number[], bit: 1 | 2): Confusion => {
    const count = (truth: number, said: number) =>
      cells.reduce((sum, rows, cell) => sum + (cell >> 2 === truth && Number((cell & bit) > 0) === said ? rows : 0), 0);
    return confusionOf([count(1, 1), count(0, 1), count(1, 0), count(0, 0)]);
  };
  return Object.entries(COUNT_VALUES).flatMap(([name, value]) => {
    const [first, second] = [value(confusion(joint, 2)), value(confusion(joint, 1))];
    if (!Number.isFinite(first) || !Number.isFinite(second)) return [];
    const variance = countVariance(joint, (cells) => value(confusion(cells, 1)) - value(confusion(cells, 2)), omega);
    return [pairedDifference({ name, better: "higher" }, first, second, variance)];
  });
}

function ofArea({ actual, champion, challenger }: PairedRows, omega: number): PairedDifference[] {
  const found = pairedAreas(actual, champion.scores!, challenger.scores!, omega);
  return found ? [pairedDifference(binaryMetrics.get("roc-auc"), ...found.areas, found.variance)] : [];
}
