import type { FeatureSample } from "../../../src/contracts/drift.js";
import { numericSample, quantileBins } from "../../../src/core/drift/sample.js";

/** A categorical sample from rows per bin. */
export function counted(binCounts: readonly number[], unseen = 0, missing = 0): FeatureSample {
  const rows = binCounts.reduce((sum, count) => sum + count, unseen);
  return { kind: "categorical", rows, missing, binCounts, unseen };
}

/** Two numeric samples on the bins of the first. */
export function numericPair(reference: readonly number[], current: readonly number[]): [FeatureSample, FeatureSample] {
  const bins = quantileBins(reference);
  return [numericSample(reference, bins), numericSample(current, bins)];
}
