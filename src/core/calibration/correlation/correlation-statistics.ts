import type { HourIndex } from "../../../contracts/verdict.js";
import type { StatisticWindow } from "../statistic/statistic-types.js";
import { type CoMoments, correlationMatrix, mergeCoMoments } from "./co-moments.js";
import { symmetricEigen } from "./symmetric-eigen.js";

/** Part of the variance that the kept components explain, as is usual for reconstruction errors. */
const EXPLAINED = 0.65;

/** The reference's own directions: what rows are reconstructed from. Plain JSON. */
export interface CorrelationBasis {
  readonly features: readonly string[];
  /** Unit vectors, shape [components][F]. */
  readonly components: readonly (readonly number[])[];
}

/** Co-moments of one window of the reference or of production. */
export interface CorrelationWindow {
  readonly hour: HourIndex;
  readonly moments: CoMoments;
}

/** Leading eigenvectors of the reference's correlation matrix, as few as explain 65 % of its variance. */
export function correlationBasis(
  features: readonly string[],
  reference: readonly CorrelationWindow[],
): CorrelationBasis {
  const total = reference.map(({ moments }) => moments).reduce(mergeCoMoments);
  const { values, vectors } = symmetricEigen(correlationMatrix(total));
  let explained = 0;
  const components: (readonly number[])[] = [];
  for (let k = 0; k < vectors.length && explained < EXPLAINED * features.length; k++) {
    explained += values[k]!;
    components.push(vectors[k]!);
  }
  return { features, components };
}

/** Pairs of feature indexes in the order of `pairWindow` values. */
export function featurePairs(features: number): (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = [];
  for (let i = 0; i < features; i++) for (let j = i + 1; j < features; j++) pairs.push([i, j]);
  return pairs;
}

/**
 * Fisher's z of every pair's correlation, atanh(c_ij): variance about 1/n at any correlation, so that omega has its
 * usual meaning. Judge with `omegaFloor` 1.
 */
export function pairWindow(window: CorrelationWindow): StatisticWindow {
  const matrix = correlationMatrix(window.moments);
  const values = featurePairs(matrix.length).map(([i, j]) => Math.atanh(matrix[i]![j]!));
  return { hour: window.hour, rows: window.moments.rows, values };
}

/**
 * Mean squared reconstruction error per feature, (tr C - sum_k v_k' C v_k) / F: how much of the rows the reference's
 * own directions can't explain. Grows when many correlations move a little, which no single pair shows.
 * Its variance under independent rows is not 1/n: judge with `omegaFloor` 0.
 */
export function reconstructionWindow(basis: CorrelationBasis, window: CorrelationWindow): StatisticWindow {
  const matrix = correlationMatrix(window.moments);
  const features = matrix.length;
  let explained = 0;
  for (const vector of basis.components) {
    for (let i = 0; i < features; i++) {
      for (let j = 0; j < features; j++) explained += vector[i]! * matrix[i]![j]! * vector[j]!;
    }
  }
  return { hour: window.hour, rows: window.moments.rows, values: [(features - explained) / features] };
}
