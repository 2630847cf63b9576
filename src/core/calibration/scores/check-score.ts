import type { CheckName, LensVariance, ScoreRules } from "../types.js";
import { exactTailZ } from "./exact-tail.js";
import { project, shapeDistance } from "./window-scores.js";
import { type LensFreedom, oneSidedZ, twoSidedZ } from "./z-scores.js";
import { shapeEffect } from "./effect.js";

/** What judging a feature needs besides the variances of its checks. */
export interface FeatureModel {
  /** B, merged bins. */
  readonly bins: number;
  /** Loadings of shift and spread; empty for categorical features. */
  readonly loadings: readonly Float64Array[];
  readonly reference: { readonly rows: number; readonly missing: number; readonly unseen: number };
  /** Design effect of the bins, which clusters of missing and unseen rows share. */
  readonly clusterOmega: number;
  readonly rules: ScoreRules;
}

/** Sums of one or more windows: rows, and row-weighted mean residuals from `at`, B + 2 numbers. */
export interface LensWindow {
  readonly rows: number;
  readonly missing: number;
  readonly missingOf: number;
  readonly unseen: number;
  readonly unseenOf: number;
  readonly residuals: ArrayLike<number>;
  readonly at: number;
}

/** d: degrees of freedom that are left to the shape check. */
export function shapeDimensions(model: FeatureModel): number {
  return model.bins - 1 - model.loadings.length;
}

/** The statistic itself: a signed score, or D for shape. */
export function checkAmount(model: FeatureModel, check: CheckName, window: LensWindow): number {
  const { residuals, at } = window;
  switch (check) {
    case "shift":
      return project(model.loadings[0]!, residuals, at);
    case "spread":
      return project(model.loadings[1]!, residuals, at);
    case "shape":
      return shapeDistance(model.loadings, residuals, at, model.bins);
    case "missing":
      return residuals[at + model.bins]!;
    case "unseen":
      return residuals[at + model.bins + 1]!;
  }
}

/** Rows that a check's statistic is a mean over. */
export function checkRows(check: CheckName, window: LensWindow): number {
  if (check === "missing") return window.missingOf;
  return check === "unseen" ? window.unseenOf : window.rows;
}

/** z before tail correction. Needs rows > 0. */
export function checkZ(
  model: FeatureModel,
  check: CheckName,
  omega: number,
  variance: LensVariance,
  window: LensWindow,
  freedom: LensFreedom,
): number {
  const amount = checkAmount(model, check, window);
  const rows = checkRows(check, window);
  if (check === "shape") {
    const dimensions = shapeDimensions(model);
    return oneSidedZ(amount, rows, dimensions, omega, variance.wobble, variance.shapeFreedom, freedom);
  }
  const z = twoSidedZ(amount, rows, omega, variance.wobble, freedom);
  const exact = check === "missing" || check === "unseen" ? rareZ(model, check, omega, variance, window) : null;
  // The exact tail is far ahead where a handful of rows would do; its allowance for bursts makes it slower on hundreds.
  return exact !== null && Math.abs(exact) > Math.abs(z) ? exact : z;
}

/** Exact z of missing or unseen values; null where enough are expected for the arcsine score alone. */
function rareZ(
  model: FeatureModel,
  check: "missing" | "unseen",
  omega: number,
  variance: LensVariance,
  window: LensWindow,
): number | null {
  const { reference, rules } = model;
  const missing = check === "missing";
  const rows = checkRows(check, window);
  const known = missing ? reference.missing : reference.unseen;
  const of = reference.rows + reference.unseen + (missing ? reference.missing : 0);
  if (((known + 0.5) / (of + 1)) * rows >= rules.exactBelowExpected) return null;
  const x = missing ? window.missing : window.unseen;
  return exactTailZ(x, rows, known, of, Math.max(omega, model.clusterOmega), variance.wobble);
}

/** Size of the change on the one scale of all checks: equivalent shift in reference standard deviations. */
export function checkEffect(model: FeatureModel, check: CheckName, omega: number, window: LensWindow): number {
  const amount = checkAmount(model, check, window);
  if (check !== "shape") return Math.abs(amount);
  return shapeEffect(amount, shapeDimensions(model), omega, window.rows);
}

/** Whether a window holds enough rows for this check to say anything. @param typical median rows of such windows */
export function isSufficient(rows: number, omega: number, typical: number, rules: ScoreRules): boolean {
  return rows > 0 && rows / omega >= rules.minimumEffectiveRows && rows >= rules.minimumShareOfTypical * typical;
}
