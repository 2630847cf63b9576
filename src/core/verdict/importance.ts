import type { Baseline } from "../../contracts/baseline.js";

/** Least share of any feature, as a part of the equal share: what a model ignores today may matter tomorrow. */
const SMALLEST_PART = 0.2;

/**
 * Importance of each feature of a baseline, in its order; the shares sum to 1. Equal shares where nothing is given; a feature
 * that the given importances don't name gets their mean, and none gets less than a fifth of the equal share.
 *
 * @param given mean absolute SHAP values, permutation importances or the like, >= 0, any scale
 */
export function importanceShares(baseline: Baseline, given: ReadonlyMap<string, number>): readonly number[] {
  const names = baseline.features.map((feature) => feature.name);
  const known = names.map((name) => given.get(name)).filter((value) => value !== undefined);
  const mean = known.length > 0 ? total(known) / known.length : 1;
  const weights = names.map((name) => given.get(name) ?? mean);
  const equal = 1 / names.length;
  const all = total(weights);
  const floored = weights.map((weight) => Math.max(SMALLEST_PART * equal, all > 0 ? weight / all : equal));
  return floored.map((share) => share / total(floored));
}

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
