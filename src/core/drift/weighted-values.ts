import type { WeightedValues } from "../../contracts/drift.js";
import { PlumblineError } from "../../contracts/errors.js";

/** Distinct values with weights from a raw sample in any order. @throws PlumblineError `NOT_A_NUMBER` */
export function weightedValuesOf(sample: ArrayLike<number>): WeightedValues {
  const sorted = Float64Array.from(sample).sort();
  // A typed array sorts NaN last.
  if (Number.isNaN(sorted.at(-1))) throw new PlumblineError("NOT_A_NUMBER", "a sample expects numbers, got NaN");
  return mergeTies(sorted, new Float64Array(sorted.length).fill(1), 0);
}

/** Adds the weights of equal neighbours. @param sorted ascending, @param weights same length */
export function mergeTies(sorted: ArrayLike<number>, weights: ArrayLike<number>, rankError: number): WeightedValues {
  const values = new Float64Array(sorted.length);
  const merged = new Float64Array(sorted.length);
  let last = -1;
  for (let i = 0; i < sorted.length; i++) {
    if (last < 0 || sorted[i]! > values[last]!) values[++last] = sorted[i]!;
    merged[last] = merged[last]! + weights[i]!;
  }
  return { values: values.slice(0, last + 1), weights: merged.slice(0, last + 1), rankError };
}

export function totalWeight(sample: WeightedValues): number {
  return sample.weights.reduce((total, weight) => total + weight, 0);
}

/** True where the values are the rows themselves, so that exact small-sample laws apply. */
export function isRaw(sample: WeightedValues): boolean {
  return sample.rankError === 0;
}

/** Smallest value with at least half of the weight at or below it. NaN without values. */
export function weightedMedian(sample: WeightedValues): number {
  const half = totalWeight(sample) / 2;
  let below = 0;
  for (let i = 0; i < sample.values.length; i++) {
    below += sample.weights[i]!;
    if (below >= half) return sample.values[i]!;
  }
  return NaN;
}

/** Weight of values below `low` and above `high`. */
export function weightOutside(sample: WeightedValues, low: number, high: number): { below: number; above: number } {
  let below = 0;
  let above = 0;
  sample.values.forEach((value, i) => {
    if (value < low) below += sample.weights[i]!;
    else if (value > high) above += sample.weights[i]!;
  });
  return { below, above };
}

/** One distinct value of the pooled samples. */
export interface PooledPoint {
  readonly value: number;
  /** Rows of either side with this value. */
  readonly referenceWeight: number;
  readonly currentWeight: number;
  /** Share of rows of either side at or below this value. */
  readonly referenceCdf: number;
  readonly currentCdf: number;
}

/** Walks the distinct values of both samples in ascending order with both empirical distribution functions. */
export function* pooledPoints(reference: WeightedValues, current: WeightedValues): Generator<PooledPoint> {
  const referenceTotal = totalWeight(reference);
  const currentTotal = totalWeight(current);
  let [i, j, referenceSum, currentSum] = [0, 0, 0, 0];
  while (i < reference.values.length || j < current.values.length) {
    // Beyond the end a typed array gives undefined, and every comparison with it is false.
    const fromReference = i < reference.values.length && !(reference.values[i]! > current.values[j]!);
    const fromCurrent = j < current.values.length && !(current.values[j]! > reference.values[i]!);
    const value = fromReference ? reference.values[i]! : current.values[j]!;
    const referenceWeight = fromReference ? reference.weights[i++]! : 0;
    const currentWeight = fromCurrent ? current.weights[j++]! : 0;
    referenceSum += referenceWeight;
    currentSum += currentWeight;
    const referenceCdf = i === reference.values.length ? 1 : referenceSum / referenceTotal;
    const currentCdf = j === current.values.length ? 1 : currentSum / currentTotal;
    yield { value, referenceWeight, currentWeight, referenceCdf, currentCdf };
  }
}
