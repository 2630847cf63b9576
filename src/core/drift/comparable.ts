import type { DriftMetric, FeatureSample } from "../../contracts/drift.js";
import { InsufficientDataError, PlumblineError } from "../../contracts/errors.js";

/**
 * A drift metric whose input is checked before the formula and whose output is checked after it, so that no metric
 * returns NaN or infinity and none compares what can't be compared.
 */
export function driftMetric(definition: DriftMetric): DriftMetric {
  return {
    ...definition,
    score(reference, current) {
      requireComparable(definition, reference, current);
      const score = definition.score(reference, current);
      if (Number.isFinite(score.value) && (score.pValue === null || Number.isFinite(score.pValue))) return score;
      throw undefinedStatistic(definition.name, "finite values on both sides", `a score of ${score.value}`);
    },
  };
}

/** Rows that count for a metric: records with a value, or all records where it reads missing values. */
export function countedRows(metric: Pick<DriftMetric, "reads">, sample: FeatureSample): number {
  return metric.reads === "missing" ? sample.rows + sample.missing : sample.rows;
}

/** A statistic that its formula does not define for these samples, though there are enough rows. */
export function undefinedStatistic(metric: string, rule: string, got: string): PlumblineError {
  return new PlumblineError("UNDEFINED_STATISTIC", `${metric} expects ${rule}, got ${got}`, { details: { metric } });
}

/** A metric that has nothing to say about this kind of feature. */
export function notApplicable(metric: string, rule: string, got: string): PlumblineError {
  return new PlumblineError("NOT_APPLICABLE", `${metric} expects ${rule}, got ${got}`, { details: { metric } });
}

function requireComparable(metric: DriftMetric, reference: FeatureSample, current: FeatureSample): void {
  for (const sample of [reference, current]) {
    if (metric.appliesTo.includes(sample.kind)) continue;
    throw notApplicable(metric.name, `a ${metric.appliesTo.join(" or ")} feature`, sample.kind);
  }
  if (reference.kind !== current.kind) {
    throw notApplicable(metric.name, `two features of one kind`, `${reference.kind} and ${current.kind}`);
  }
  if (reference.binCounts.length !== current.binCounts.length) {
    throw new PlumblineError(
      "BINS_MISMATCH",
      `${metric.name} expects the same bins on both sides, got ${reference.binCounts.length} and ${current.binCounts.length}`,
      { details: { reference: reference.binCounts.length, current: current.binCounts.length } },
    );
  }
  const fewest = Math.min(countedRows(metric, reference), countedRows(metric, current));
  if (!(fewest >= 1)) throw new InsufficientDataError(metric.name, fewest, 1);
}
