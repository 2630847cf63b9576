import { countVariance } from "../delta-method.js";
import { boundedInterval, wilson } from "../interval.js";
import { type Measured, measured, undefinedBecause } from "../measured.js";
import { fScore } from "../binary/f-scores.js";
import type { MulticlassMetric } from "../quality-metric.js";
import { type ClassCounts, classCounts, type MulticlassState } from "./multiclass-state.js";

/** Beyond so many occupied cells of the confusion matrix the delta method costs more than an interval is worth. */
const MOST_CELLS = 2_000;

/** A score of one class against the rest, and its averages. */
interface ClassScore {
  readonly name: string;
  readonly title: string;
  /** NaN where it is undefined. */
  readonly value: (counts: ClassCounts) => number;
  readonly because: string;
  /** Rows that the score of a class rests on. */
  readonly rows: (counts: ClassCounts) => number;
  /** True where the score is a share of `rows`. */
  readonly share: boolean;
}

const CLASS_SCORES: readonly ClassScore[] = [
  {
    name: "precision",
    title: "precision",
    value: ({ truePositive, falsePositive }) => truePositive / (truePositive + falsePositive),
    because: "it is predicted for no row",
    rows: ({ truePositive, falsePositive }) => truePositive + falsePositive,
    share: true,
  },
  {
    name: "recall",
    title: "recall",
    value: ({ truePositive, falseNegative }) => truePositive / (truePositive + falseNegative),
    because: "it is the label of no row",
    rows: ({ truePositive, falseNegative }) => truePositive + falseNegative,
    share: true,
  },
  ...[0.5, 1, 2].map((beta): ClassScore => ({
    name: `f${beta}`,
    title: `F${beta} score`,
    value: (counts) => fScore(counts, beta),
    because: "it is neither label nor prediction of any row",
    rows: ({ truePositive, falsePositive, falseNegative }) => truePositive + falsePositive + falseNegative,
    share: false,
  })),
];

type Average = "macro" | "weighted";

/**
 * Average of a class score: `macro` weighs classes alike, `weighted` by their labelled rows. Classes that are neither label nor
 * prediction of any row are left out. A class that is labelled and never predicted has no precision: in the averages it counts as 0,
 * as scikit-learn's default does, because leaving it out would reward never saying it; so does the recall of one predicted only.
 */
function average(confusion: readonly (readonly number[])[], score: ClassScore, kind: Average): number {
  let [sum, weights] = [0, 0];
  for (const counts of classCounts(confusion)) {
    const labelled = counts.truePositive + counts.falseNegative;
    if (labelled + counts.falsePositive === 0) continue;
    const value = score.value(counts);
    const weight = kind === "macro" ? 1 : labelled;
    sum += weight * (Number.isFinite(value) ? value : 0);
    weights += weight;
  }
  return sum / weights;
}

function averaged(score: ClassScore, kind: Average): MulticlassMetric {
  const metric: MulticlassMetric = {
    task: "multiclass",
    reads: "class",
    name: `${kind}-${score.name}`,
    title: `${score.title}, ${kind === "macro" ? "mean over classes" : "mean weighted by labelled rows"}`,
    better: "higher",
    measure({ confusion, rows }, omega) {
      const value = average(confusion, score, kind);
      const cells = confusion.flatMap((row, actual) => row.map((count, said) => ({ actual, said, count })));
      const occupied = cells.filter(({ count }) => count > 0);
      if (occupied.length > MOST_CELLS) return measured(value, [null, null]);
      const variance = countVariance(
        occupied.map(({ count }) => count),
        (counts) => average(refilled(confusion.length, occupied, counts), score, kind),
        omega,
      );
      return measured(value, boundedInterval(value, variance, rows / omega));
    },
  };
  return kind === "macro" ? { ...metric, measureClasses: (state, omega) => byClass(state, omega, score) } : metric;
}

function refilled(
  width: number,
  cells: readonly { readonly actual: number; readonly said: number }[],
  counts: readonly number[],
): number[][] {
  const confusion = Array.from({ length: width }, () => new Array<number>(width).fill(0));
  cells.forEach(({ actual, said }, i) => {
    confusion[actual]![said] = counts[i]!;
  });
  return confusion;
}

function byClass({ confusion }: MulticlassState, omega: number, score: ClassScore): Measured[] {
  return classCounts(confusion).map((counts) => {
    const value = score.value(counts);
    if (!Number.isFinite(value)) return undefinedBecause(score.because);
    const rows = score.rows(counts) / omega;
    if (score.share) return measured(value, wilson(value, rows));
    const { truePositive, falsePositive, falseNegative } = counts;
    const variance = countVariance(
      [truePositive, falsePositive, falseNegative],
      ([tp = 0, fp = 0, fn = 0]) =>
        score.value({ truePositive: tp, falsePositive: fp, falseNegative: fn, trueNegative: counts.trueNegative }),
      omega,
    );
    return measured(value, boundedInterval(value, variance, rows));
  });
}

/**
 * Precision, recall and F-beta: per class, macro and weighted averages. `precision_recall_fscore_support`. Intervals: Wilson's for a
 * class's precision and recall, else by the delta method over the confusion matrix.
 */
export const classScoreMetrics: readonly MulticlassMetric[] = CLASS_SCORES.flatMap((score) => [
  averaged(score, "macro"),
  averaged(score, "weighted"),
]);
