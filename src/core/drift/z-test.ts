import { normalSf } from "../probability/normal-cdf.js";
import { driftMetric, notApplicable } from "./comparable.js";

/**
 * Two-sample z-test of proportions: the share of a two-valued feature's more frequent category, now and in the reference.
 *
 * z = |p2 - p1| / sqrt(p (1 - p) (1/n + 1/N)), p the pooled share; z^2 is the chi-squared statistic of the 2 x 2 table. The
 * category is the reference's more frequent one; rows with unseen values count as not having it, and only they make the test
 * asymmetric. For a feature with more than two categories it is not applicable: use `chi-squared`. p-value: two-sided,
 * normal, no continuity correction; approximate below five rows expected in either category. 0 where every row of both
 * samples has the same value.
 *
 * @see https://en.wikipedia.org/wiki/Two-proportion_Z-test
 */
export const zTest = driftMetric({
  name: "z-test",
  title: "z-test of proportions (two-sample)",
  appliesTo: ["categorical"],
  reads: "bins",
  judgedBy: "p-value",
  defaultThreshold: 0.001,
  minimumRows: 50,
  score(reference, current) {
    const together = reference.binCounts.map((count, bin) => count + current.binCounts[bin]!);
    const used = together.filter((count) => count > 0).length;
    if (used > 2) throw notApplicable("z-test", "a feature with two categories", `${used}`);
    const bin = reference.binCounts.indexOf(Math.max(...reference.binCounts));
    const [n, m] = [reference.rows, current.rows];
    const shareNow = current.binCounts[bin]! / m;
    const pooled = together[bin]! / (n + m);
    if (pooled === 0 || pooled === 1) return { value: 0, pValue: 1 };
    const difference = Math.abs(shareNow - reference.binCounts[bin]! / n);
    const value = difference / Math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m));
    return { value, pValue: Math.min(1, 2 * normalSf(value)) };
  },
});
