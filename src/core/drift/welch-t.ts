import { InsufficientDataError } from "../../contracts/errors.js";
import { studentTSf } from "../probability/student-t-sf.js";
import { driftMetric, undefinedStatistic } from "./comparable.js";
import { numericPart } from "./sample.js";

/**
 * Welch's t-test of two means, variances not assumed equal.
 *
 * t = |mean2 - mean1| / sqrt(s1^2/N + s2^2/n), degrees of freedom by Welch and Satterthwaite. Reads moments alone, so it is
 * exact on profiles as well as on rows. Symmetric. p-value: two-sided, Student's t. Needs two rows on each side; where both
 * sides are constant it is 0 for equal constants and undefined otherwise. Sees means only: a spread that doubles goes
 * unnoticed, and one huge value hides everything else.
 *
 * @see https://docs.scipy.org/doc/scipy/reference/generated/scipy.stats.ttest_ind.html (equal_var=False)
 */
export const welchT = driftMetric({
  name: "welch-t",
  title: "Welch's t-test of means",
  appliesTo: ["numeric"],
  reads: "values",
  judgedBy: "p-value",
  defaultThreshold: 0.001,
  minimumRows: 30,
  score(reference, current) {
    const fewest = Math.min(reference.rows, current.rows);
    if (fewest < 2) throw new InsufficientDataError("welch-t", fewest, 2);
    const [first, second] = [numericPart("welch-t", reference), numericPart("welch-t", current)];
    const difference = Math.abs(second.mean - first.mean);
    const variances = [first.sd ** 2 / reference.rows, second.sd ** 2 / current.rows] as const;
    const variance = variances[0] + variances[1];
    if (variance === 0 && difference === 0) return { value: 0, pValue: 1 };
    if (!(variance > 0)) throw undefinedStatistic("welch-t", "a side that varies", "two constants that differ");
    const df = variance ** 2 / (variances[0] ** 2 / (reference.rows - 1) + variances[1] ** 2 / (current.rows - 1));
    const value = difference / Math.sqrt(variance);
    return { value, pValue: Math.min(1, 2 * studentTSf(value, df)) };
  },
});
