import { countVariance } from "../delta-method.js";
import { boundedInterval, wilson } from "../interval.js";
import { type Measured, measured, undefinedBecause } from "../measured.js";
import { fScore } from "../binary/f-scores.js";
import type { MulticlassMetric } from "../quality-metric.js";
import { type ClassCounts, classCounts, type MulticlassState } from "./multiclass-state.js";

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

/** Value of a class in an average, its weight, and how the value changes with one more true positive, false positive or false negative. */
interface ClassTerm {
  readonly value: number;
  readonly weight: number;
  readonly byTruePositive: number;
  readonly byFalsePositive: number;
  readonly byFalseNegative: number;
}

/** Relative step of the differences; the intervals need four digits. */
const STEP = 1e-4;

function termOf(counts: ClassCounts, score: ClassScore, kind: Average): ClassTerm {
  const labelled = counts.truePositive + counts.falseNegative;
  const occurs = labelled + counts.falsePositive > 0;
  const value = score.value(counts);
  const slope = (count: "truePositive" | "falsePositive" | "falseNegative"): number => {
    const step = STEP * Math.max(1, counts[count]);
    return Number.isFinite(value) ? (score.value({ ...counts, [count]: counts[count] + step }) - value) / step : 0;
  };
  return {
    value: Number.isFinite(value) ? value : 0,
    weight: kind === "weighted" ? labelled : Number(occurs),
    byTruePositive: slope("truePositive"),
    byFalsePositive: slope("falsePositive"),
    byFalseNegative: slope("falseNegative"),
  };
}

/**
 * Average of a class score and its variance: `macro` weighs classes alike, `weighted` by their labelled rows. Classes that are neither label nor
 * prediction of any row are left out. A class that is labelled and never predicted has no precision: in the averages it counts as 0,
 * as scikit-learn's default does, because leaving it out would reward never saying it; so does the recall of one predicted only.
 *
 * Variance by the delta method over the cells of the confusion matrix: omega x sum of c (dA / dc)^2, where a row of class a that is said to be s
 * changes the scores of a and s alone.
 */
function average(
  confusion: readonly (readonly number[])[],
  score: ClassScore,
  kind: Average,
  omega: number,
): { readonly value: number; readonly variance: number } {
  const terms = classCounts(confusion).map((counts) => termOf(counts, score, kind));
  const weights = terms.reduce((sum, { weight }) => sum + weight, 0);
  const value = terms.reduce((sum, term) => sum + term.weight * term.value, 0) / weights;
  let squares = 0;
  confusion.forEach((row, actual) => {
    const own = terms[actual]!;
    row.forEach((rows, said) => {
      if (rows === 0) return;
      const other = terms[said]!;
      const moved =
        actual === said
          ? own.weight * own.byTruePositive
          : own.weight * own.byFalseNegative + other.weight * other.byFalsePositive;
      const reweighed = kind === "weighted" ? own.value - value : 0;
      squares += rows * ((moved + reweighed) / weights) ** 2;
    });
  });
  return { value, variance: omega * squares };
}

function averaged(score: ClassScore, kind: Average): MulticlassMetric {
  const metric: MulticlassMetric = {
    task: "multiclass",
    reads: "class",
    name: `${kind}-${score.name}`,
    title: `${score.title}, ${kind === "macro" ? "mean over classes" : "mean weighted by labelled rows"}`,
    better: "higher",
    measure({ confusion, rows }, omega) {
      const { value, variance } = average(confusion, score, kind, omega);
      return measured(value, boundedInterval(value, variance, rows / omega));
    },
  };
  return kind === "macro" ? { ...metric, measureClasses: (state, omega) => byClass(state, omega, score) } : metric;
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
