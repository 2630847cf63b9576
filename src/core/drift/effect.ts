import type { FeatureSample } from "../../contracts/drift.js";
import { shareChange } from "./arcsine-change.js";
import { sum, usedBins } from "./proportions.js";
import { psiNullMean, stabilityOf } from "./psi.js";

/**
 * How much a feature changed, on the one scale of all checks: the equivalent shift in standard deviations.
 *
 * For `missing`, Cohen's h of the missing rate. For distributions, the larger of sqrt(PSI less its mean on unchanged data), since
 * a shift of d standard deviations has PSI of about d^2, and Cohen's h of the values never seen before. 0 without rows.
 */
export function effectOf(
  reads: "missing" | "bins" | "values",
  reference: FeatureSample,
  current: FeatureSample,
): number {
  if (reads === "missing") return missingEffect(reference, current);
  return Math.max(distributionEffect(reference, current), unseenEffect(reference, current));
}

function missingEffect(reference: FeatureSample, current: FeatureSample): number {
  const [referenceRecords, records] = [reference.rows + reference.missing, current.rows + current.missing];
  if (referenceRecords === 0 || records === 0) return 0;
  return Math.abs(shareChange(reference.missing, referenceRecords, current.missing, records));
}

function unseenEffect(reference: FeatureSample, current: FeatureSample): number {
  if (reference.rows === 0 || current.unseen === 0) return 0;
  return Math.max(0, shareChange(reference.unseen, reference.rows, current.unseen, current.rows));
}

function distributionEffect(reference: FeatureSample, current: FeatureSample): number {
  if (sum(reference.binCounts) === 0 || sum(current.binCounts) === 0) return 0;
  const counts = usedBins("effect", reference, current, "left-out");
  const expected = psiNullMean(counts.reference.length, sum(counts.reference), sum(counts.current));
  return Math.sqrt(Math.max(0, stabilityOf(counts) - expected));
}
