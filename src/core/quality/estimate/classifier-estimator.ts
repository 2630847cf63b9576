import { boundedInterval, normalInterval } from "../interval.js";
import { CONFUSION_VALUES, expectedArea, type Moment, ofConfusion } from "./class-estimate.js";
import { cellRates, cellVariances, type ClassReference, type ClassStrata, ClassStrataBuilder } from "./class-strata.js";
import type { ConceptGap, Estimated } from "./estimated.js";
import { added, strataEdges } from "./strata.js";

/** What labelled rows taught about a classifier: share of true classes by score. Plain JSON. */
export interface ClassifierEstimator {
  readonly formatVersion: 1;
  readonly task: "binary" | "multiclass";
  /** Binary: the positive class alone; else every class. */
  readonly references: readonly ClassReference[];
}

/** Rows on the strata of an estimator; plain JSON, adds up over rows. */
export interface ClassifierStrata {
  readonly task: "binary" | "multiclass";
  readonly rows: number;
  readonly classes: readonly ClassStrata[];
}

/** Rows of a classifier: predicted and true class as index, scores one a row (binary) or one a class. */
export interface ScoredRows {
  readonly rows: number;
  readonly predicted: Float64Array;
  /** Null where labels aren't there. */
  readonly actual: Float64Array | null;
  readonly scores: Float64Array;
}

/** @param width scores of a row: 1 for binary models, else the number of classes */
export function learnClassifier(
  task: "binary" | "multiclass",
  width: number,
  reference: ScoredRows & { readonly actual: Float64Array },
): ClassifierEstimator {
  const references = Array.from({ length: width }, (_, k): ClassReference => {
    const scores = Float64Array.from({ length: reference.rows }, (_, row) => reference.scores[row * width + k]!);
    const edges = strataEdges(scores);
    const { rows, positives } = countClass(edges, task, width, k, reference);
    return { edges, rows, positives };
  });
  return { formatVersion: 1, task, references };
}

/** Rows on the strata of an estimator, with or without labels. */
export function stratify({ task, references }: ClassifierEstimator, rows: ScoredRows): ClassifierStrata {
  const width = references.length;
  return { task, rows: rows.rows, classes: references.map(({ edges }, k) => countClass(edges, task, width, k, rows)) };
}

function countClass(
  edges: readonly number[],
  task: "binary" | "multiclass",
  width: number,
  k: number,
  { rows, predicted, actual, scores }: ScoredRows,
): ClassStrata {
  const builder = new ClassStrataBuilder(edges);
  const own = task === "binary" ? 1 : k;
  for (let row = 0; row < rows; row++) {
    builder.add(scores[row * width + k]!, predicted[row] === own, actual?.[row] === own ? 1 : 0);
  }
  return builder.finish();
}

export function mergeStrata(a: ClassifierStrata, b: ClassifierStrata): ClassifierStrata {
  return {
    task: a.task,
    rows: a.rows + b.rows,
    classes: a.classes.map((each, k) => ({
      rows: added(each.rows, b.classes[k]!.rows),
      positives: added(each.positives, b.classes[k]!.positives),
      logScores: added(each.logScores, b.classes[k]!.logScores),
      logRests: added(each.logRests, b.classes[k]!.logRests),
    })),
  };
}

/**
 * Expected quality of rows without looking at their labels (CBPE: confidence-based performance estimation on a calibrated score histogram).
 *
 * Each row counts as positive with the share of positives that the reference had at its score. Right as long as that share holds, whatever the
 * inputs do; blind to concept drift and to label shift.
 *
 * @returns empty for no rows
 * @see calibration.md section 6
 */
export function estimateClassifier(estimator: ClassifierEstimator, now: ClassifierStrata, omega = 1): Estimated[] {
  if (now.rows === 0) return [];
  const classes = now.classes.map((strata, k) => ({ strata, rates: cellRates(estimator.references[k]!) }));
  const macro = (value: (one: (typeof classes)[number]) => Moment): Moment => {
    const each = classes.map(value);
    const mean = each.reduce((sum, one) => sum + one.value, 0) / each.length;
    return { value: mean, variance: each.reduce((sum, { variance }) => sum + variance, 0) / each.length ** 2 };
  };
  const prefix = estimator.task === "binary" ? "" : "macro-";
  const rows = now.rows / omega;
  const bounded = (name: string, { value, variance }: Moment): Estimated[] => {
    if (!Number.isFinite(value)) return [];
    const [low, high] = boundedInterval(value, Number.isFinite(variance) ? variance : 0, rows);
    return [{ name, value, low: low!, high: high! }];
  };
  const confusion = (name: keyof typeof CONFUSION_VALUES) =>
    bounded(
      `${prefix}${name}`,
      macro(({ strata, rates }) => ofConfusion(strata.rows, rates, omega, CONFUSION_VALUES[name])),
    );
  const loss = expectedLogLoss(estimator, now, omega);
  const [low, high] = normalInterval(loss.value, loss.variance);
  return [
    ...bounded("accuracy", expectedAccuracy(estimator, now, omega)),
    ...confusion("precision"),
    ...confusion("recall"),
    ...confusion("f1"),
    ...bounded(
      `${prefix}roc-auc`,
      macro(({ strata, rates }) => expectedArea(strata.rows, rates, omega)),
    ),
    { name: "log-loss", value: loss.value, low: low!, high: high! },
  ];
}

/** Share of rows whose true class is expected to be the one that is said. */
function expectedAccuracy(estimator: ClassifierEstimator, now: ClassifierStrata, omega: number): Moment {
  let [hits, variance] = [0, 0];
  eachSaidCell(estimator, now, omega, (rows, rate, spread) => {
    hits += rows * rate;
    variance += spread;
  });
  return { value: hits / now.rows, variance: variance / now.rows ** 2 };
}

/** Visits the cells whose rows are right where the cell's class is true; of a binary model also the other ones, turned round. */
function eachSaidCell(
  { references, task }: ClassifierEstimator,
  now: ClassifierStrata,
  omega: number,
  visit: (rows: number, rate: number, variance: number, right: number) => void,
): void {
  now.classes.forEach(({ rows, positives }, k) => {
    const rates = cellRates(references[k]!);
    const variances = cellVariances(rates, rows, omega);
    rows.forEach((n, cell) => {
      const rate = rates.rate[cell]!;
      if (cell >= rows.length / 2) visit(n, rate, variances[cell]!, positives[cell]!);
      else if (task === "binary") visit(n, 1 - rate, variances[cell]!, n - positives[cell]!);
    });
  });
}

/**
 * -(1/n) sum of ln of the true class's probability. Of several classes the variance is summed as if they were independent; their labels exclude
 * each other, which makes the true one smaller.
 */
function expectedLogLoss({ references, task }: ClassifierEstimator, now: ClassifierStrata, omega: number): Moment {
  let [sum, variance] = [0, 0];
  now.classes.forEach(({ rows, logScores, logRests }, k) => {
    const rates = cellRates(references[k]!);
    cellVariances(rates, rows, omega).forEach((spread, cell) => {
      if (rows[cell] === 0) return;
      const rate = rates.rate[cell]!;
      const rest = task === "binary" ? logRests[cell]! : 0;
      sum -= rate * logScores[cell]! + (1 - rate) * rest;
      variance += spread * ((logScores[cell]! - rest) / rows[cell]!) ** 2;
    });
  });
  return { value: sum / now.rows, variance: variance / now.rows ** 2 };
}

/**
 * What labels say beyond what was expected of these rows: share of right answers, and share of each class. A change of either beyond chance is
 * concept drift (or label shift); inputs alone can't make one.
 *
 * @param labelled rows with labels, on the estimator's strata
 * @returns empty for no rows
 */
export function classifierGaps(estimator: ClassifierEstimator, labelled: ClassifierStrata, omega = 1): ConceptGap[] {
  if (labelled.rows === 0) return [];
  const gap = (name: string, visit: (add: Parameters<typeof eachSaidCell>[3]) => void): ConceptGap => {
    let [expected, difference, variance, spread] = [0, 0, 0, 0];
    visit((rows, rate, cellVariance, right) => {
      expected += rows * rate;
      difference += right - rows * rate;
      variance += cellVariance;
      spread += rows * rate * (1 - rate);
    });
    const { rows } = labelled;
    const sd = Math.sqrt(spread / rows);
    const error = Math.sqrt(variance) / rows;
    return {
      name,
      expected: expected / rows,
      difference: difference / rows,
      standardised: difference / rows / sd,
      z: difference / rows / error,
      rows,
    };
  };
  return [
    gap("accuracy", (add) => {
      eachSaidCell(estimator, labelled, omega, add);
    }),
    ...labelled.classes.map(({ rows, positives }, k) =>
      gap(estimator.task === "binary" ? "positive-rate" : `class-rate-${k}`, (add) => {
        const rates = cellRates(estimator.references[k]!);
        const variances = cellVariances(rates, rows, omega);
        rows.forEach((n, cell) => {
          add(n, rates.rate[cell]!, variances[cell]!, positives[cell]!);
        });
      }),
    ),
  ];
}
