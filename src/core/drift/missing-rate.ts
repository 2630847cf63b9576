import { normalSf } from "../probability/normal-cdf.js";
import { shareChange } from "./arcsine-change.js";
import { driftMetric } from "./comparable.js";

/**
 * Change of the share of missing values, as Cohen's h: |2 asin sqrt(share now) - 2 asin sqrt(share in the reference)|, with
 * Anscombe's correction (`shareChange`). From 1 % to 4 % is 0.20, from 1 % to 10 % 0.44, from 0 % to 5 % 0.45.
 *
 * The angle's standard deviation is 1 / sqrt(n) at every share, so 0.35 with 200 records is 5 standard deviations; a plain
 * difference of shares would need another threshold for every column. p-value: two-sided, normal, z = h / sqrt(1/n + 1/N);
 * conservative below five expected missing values.
 */
export const missingRate = driftMetric({
  name: "missing-rate",
  title: "Change of the missing rate (Cohen's h)",
  appliesTo: ["numeric", "categorical"],
  reads: "missing",
  judgedBy: "value",
  defaultThreshold: 0.35,
  minimumRows: 200,
  score(reference, current) {
    const referenceRecords = reference.rows + reference.missing;
    const records = current.rows + current.missing;
    const value = Math.abs(shareChange(reference.missing, referenceRecords, current.missing, records));
    const pValue = 2 * normalSf(value / Math.sqrt(1 / records + 1 / referenceRecords));
    return { value, pValue: Math.min(1, pValue) };
  },
});
