import type { FeatureSample } from "../../contracts/drift.js";
import { driftMetric } from "./comparable.js";
import { shares, usedBins } from "./proportions.js";

/**
 * L-infinity distance of category shares: the largest change of any one category, in [0, 1].
 *
 * L = max over categories of |c - r|. Categories: the baseline's bins (rare ones counted together as `rest`), all unseen ones
 * together as one more; a tool that lists every category by itself can differ in those two. No smoothing. Symmetric. On
 * unchanged data a category of share p moves by sqrt(p (1 - p) / n), so 0.1 needs 500 rows to stay quiet. No p-value.
 *
 * @see https://www.tensorflow.org/tfx/data_validation/get_started#checking_data_skew_and_drift
 */
export const lInfinity = driftMetric({
  name: "l-infinity",
  title: "L-infinity distance of category shares",
  appliesTo: ["categorical"],
  reads: "bins",
  judgedBy: "value",
  defaultThreshold: 0.1,
  minimumRows: 500,
  score: (reference, current) => ({ value: largestShareChange("l-infinity", reference, current), pValue: null }),
});

/** max |c - r| over categories. @throws InsufficientDataError */
export function largestShareChange(metric: string, reference: FeatureSample, current: FeatureSample): number {
  const pair = shares(usedBins(metric, reference, current, "as-bin"));
  return pair.reference.reduce((largest, r, cell) => Math.max(largest, Math.abs(pair.current[cell]! - r)), 0);
}
