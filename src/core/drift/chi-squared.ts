import { chiSquaredSf } from "../probability/chi-squared-sf.js";
import { driftMetric } from "./comparable.js";
import { contingencyCells, sumOverTable } from "./contingency.js";

/**
 * Pearson's chi-squared test that two samples have the same shares (2 x B table, the reference is a sample too).
 *
 * X2 = sum over both rows and all cells of (observed - expected)^2 / expected, expected from the pooled shares; no continuity
 * correction. Cells: the baseline's bins (unseen categories one more), the smallest merged until every expected count is
 * at least 5 (`contingencyCells`). Symmetric. p-value: chi-squared with cells - 1 degrees of freedom.
 *
 * Judged by p <= 0.001: one stable window in a thousand. Use it where windows are of one size; at a million rows it
 * rejects meaningless changes.
 *
 * @see https://docs.scipy.org/doc/scipy/reference/generated/scipy.stats.chi2_contingency.html
 */
export const chiSquared = driftMetric({
  name: "chi-squared",
  title: "Chi-squared test (two-sample)",
  appliesTo: ["numeric", "categorical"],
  reads: "bins",
  judgedBy: "p-value",
  defaultThreshold: 0.001,
  minimumRows: 50,
  score(reference, current) {
    const cells = contingencyCells("chi-squared", reference, current);
    const value = sumOverTable(cells, (observed, expected) => (observed - expected) ** 2 / expected);
    return { value, pValue: value === 0 ? 1 : chiSquaredSf(value, cells.reference.length - 1) };
  },
});
