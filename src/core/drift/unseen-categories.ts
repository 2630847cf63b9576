import { driftMetric } from "./comparable.js";

/**
 * Share of rows whose category the reference has never held, less the reference's own share of such rows (which is 0
 * unless samples are compared on the bins of a third).
 *
 * u = max(0, unseen / n - unseen_reference / N), in [0, 1]. Not symmetric. Healthy columns with many categories show a few
 * unseen values in every window; 0.05 with 200 rows asks for ten of them. No p-value: a reference count of zero says
 * little about how rare new values are.
 */
export const unseenCategories = driftMetric({
  name: "unseen-categories",
  title: "Values never seen before",
  appliesTo: ["categorical"],
  reads: "bins",
  judgedBy: "value",
  defaultThreshold: 0.05,
  minimumRows: 200,
  score(reference, current) {
    const change = current.unseen / current.rows - reference.unseen / reference.rows;
    return { value: Math.max(0, change), pValue: null };
  },
});
