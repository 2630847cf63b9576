import { chiSquaredSf } from "../probability/chi-squared-sf.js";
import { driftMetric } from "./comparable.js";
import { contingencyCells, sumOverTable } from "./contingency.js";

/**
 * G-test (log-likelihood ratio) that two samples have the same shares.
 *
 * G = 2 sum over both rows and all cells of observed ln(observed / expected); cells, merging, law and threshold are those of
 * `chi-squared`, to which it is close for small changes. Symmetric. No continuity or Williams correction.
 *
 * @see https://docs.scipy.org/doc/scipy/reference/generated/scipy.stats.chi2_contingency.html (lambda_="log-likelihood")
 */
export const gTest = driftMetric({
  name: "g-test",
  title: "G-test (two-sample)",
  appliesTo: ["numeric", "categorical"],
  reads: "bins",
  judgedBy: "p-value",
  defaultThreshold: 0.001,
  minimumRows: 50,
  score(reference, current) {
    const cells = contingencyCells("g-test", reference, current);
    const half = sumOverTable(cells, (observed, expected) =>
      observed === 0 ? 0 : observed * Math.log(observed / expected),
    );
    const value = Math.max(0, 2 * half);
    return { value, pValue: value === 0 ? 1 : chiSquaredSf(value, cells.reference.length - 1) };
  },
});
