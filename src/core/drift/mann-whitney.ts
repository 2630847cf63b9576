import type { WeightedValues } from "../../contracts/drift.js";
import { driftMetric } from "./comparable.js";
import { mannWhitneyP } from "./mann-whitney-law.js";
import { orderedValues } from "./sample.js";
import { isRaw, pooledPoints, totalWeight } from "./weighted-values.js";

/**
 * Mann-Whitney U test: does a row of the window tend to lie above (or below) a row of the reference?
 *
 * Value: the rank-biserial correlation |2 A - 1|, A = U / (n N) = P(current > reference) + 1/2 P(equal), in [0, 1]; 0.14 is what a
 * shift of 0.25 standard deviations of a normal feature gives. Symmetric. p-value: two-sided; exact for raw samples without ties and
 * n N <= 1,000, else normal with the variance corrected for ties and continuity correction. On profiles A is off by at most
 * the sum of both rank errors; the p-value is taken at |A - 1/2| less that sum, so that rounding never makes a finding.
 *
 * Sees location only: a spread that doubles about the same median goes unnoticed.
 *
 * @see https://docs.scipy.org/doc/scipy/reference/generated/scipy.stats.mannwhitneyu.html
 */
export const mannWhitney = driftMetric({
  name: "mann-whitney",
  title: "Mann-Whitney U test (rank-biserial correlation)",
  appliesTo: ["numeric"],
  reads: "values",
  judgedBy: "p-value",
  defaultThreshold: 0.001,
  minimumRows: 30,
  score(reference, current) {
    const values = orderedValues("mann-whitney", reference, current);
    const { above, tieTerm } = comparePairs(values.reference, values.current);
    const roundingError = values.reference.rankError + values.current.rankError;
    const offset = Math.max(0, Math.abs(above - 0.5) - roundingError);
    const exact = isRaw(values.reference) && isRaw(values.current) && tieTerm === 0;
    const pValue = mannWhitneyP(offset, reference.rows, current.rows, tieTerm, exact);
    return { value: Math.min(1, Math.abs(2 * above - 1)), pValue };
  },
});

/**
 * @returns `above`, the share of pairs in which the current value is the larger one, ties counted half; `tieTerm`, the sum of t^3 - t
 *   over groups of t equal values
 */
function comparePairs(reference: WeightedValues, current: WeightedValues): { above: number; tieTerm: number } {
  let [above, tieTerm, referenceBelow] = [0, 0, 0];
  for (const { referenceWeight, currentWeight } of pooledPoints(reference, current)) {
    above += currentWeight * (referenceBelow + referenceWeight / 2);
    referenceBelow += referenceWeight;
    const together = referenceWeight + currentWeight;
    tieTerm += together ** 3 - together;
  }
  return { above: above / (totalWeight(reference) * totalWeight(current)), tieTerm };
}
