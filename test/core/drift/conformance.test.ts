import { describe, expect, it } from "vitest";
import type { CategoricalBins } from "../../../src/contracts/baseline.js";
import type { DriftMetric, FeatureSample } from "../../../src/contracts/drift.js";
import type { FeatureKind } from "../../../src/contracts/records.js";
import { InsufficientDataError, PlumblineError } from "../../../src/contracts/errors.js";
import { driftMetrics } from "../../../src/core/drift/registry.js";
import { categoricalSample, numericSample, quantileBins } from "../../../src/core/drift/sample.js";
import { drawMany, normals, uniforms } from "./seeded-random.js";

/** Metrics that say in their docstring that the sides can't be exchanged. */
const ASYMMETRIC = new Set(["kullback-leibler", "wasserstein", "unseen-categories", "z-test"]);
/** Defined for features with two categories only. */
const TWO_CATEGORIES = new Set(["z-test"]);

const ROWS = 400;
const base = drawMany(ROWS, normals(11));
const uniform = uniforms(12);
const missingRank = drawMany(ROWS, uniform);
const unseenRank = drawMany(ROWS, uniform);
const edges = quantileBins(base);

/**
 * A window in which everything has moved by `shift`: values upwards, the first category becoming rarer, more missing values, and
 * unseen categories. The same rows throughout, so that a larger shift moves the same sample further.
 */
function windowOf(metric: DriftMetric, kind: FeatureKind, shift: number): FeatureSample {
  const present = (_: unknown, i: number): boolean => missingRank[i]! >= 0.02 + 0.2 * shift;
  if (kind === "numeric") {
    const kept = base.filter(present);
    return numericSample(
      kept.map((value) => value + shift),
      edges,
      ROWS - kept.length,
    );
  }
  const bins = categoriesFor(metric);
  const category = (value: number, i: number): string => {
    if (unseenRank[i]! < 0.2 * shift) return "never seen";
    return bins.categories[value + shift < 0.2 ? 0 : value + shift < 1 ? 1 : 2] ?? bins.categories.at(-1)!;
  };
  const kept = base.map(category).filter(present);
  return categoricalSample(kept, bins, ROWS - kept.length);
}

function categoriesFor(metric: DriftMetric): CategoricalBins {
  const categories = TWO_CATEGORIES.has(metric.name) ? ["a", "b"] : ["a", "b", "c"];
  return { kind: "categorical", categories, rest: [], overflow: false };
}

/** A typed error of ours, or a finite score. */
function scoreOrTypedError(metric: DriftMetric, reference: FeatureSample, current: FeatureSample): string {
  try {
    const { value, pValue } = metric.score(reference, current);
    expect(Number.isFinite(value)).toBe(true);
    expect(value).toBeGreaterThanOrEqual(0);
    if (pValue !== null) {
      expect(pValue).toBeGreaterThanOrEqual(0);
      expect(pValue).toBeLessThanOrEqual(1);
    }
    return "score";
  } catch (error) {
    if (!(error instanceof PlumblineError)) throw error;
    expect(["INSUFFICIENT_DATA", "UNDEFINED_STATISTIC", "NOT_APPLICABLE"]).toContain(error.code);
    return error.code;
  }
}

const cases = driftMetrics.values().flatMap((metric) => metric.appliesTo.map((kind) => ({ name: metric.name, kind })));

describe.each(cases)("drift metric $name on a $kind feature", ({ name, kind }) => {
  const metric = driftMetrics.get(name);
  const same = windowOf(metric, kind, 0);
  const empty: FeatureSample = { ...same, rows: 0, missing: 0, unseen: 0, binCounts: same.binCounts.map(() => 0) };
  const emptySide = kind === "numeric" ? { ...numericSample([], edges) } : empty;

  it("scores identical windows as no drift", () => {
    const { value, pValue } = metric.score(same, same);
    expect(value).toBe(0);
    if (pValue !== null) expect(pValue).toBeCloseTo(1, 9);
  });

  it("refuses an empty side with a typed error that holds the numbers", () => {
    for (const [reference, current] of [
      [emptySide, same],
      [same, emptySide],
      [emptySide, emptySide],
    ] as const) {
      expect(() => metric.score(reference, current)).toThrow(InsufficientDataError);
    }
  });

  it("grows with a growing shift and leaves its input alone", () => {
    const before = JSON.stringify(same);
    const scores = [0, 0.25, 0.5, 1, 2].map((shift) => metric.score(same, windowOf(metric, kind, shift)));
    for (let i = 1; i < scores.length; i++) {
      expect(scores[i]!.value).toBeGreaterThanOrEqual(scores[i - 1]!.value - 1e-12);
      if (scores[i]!.pValue !== null) expect(scores[i]!.pValue).toBeLessThanOrEqual(scores[i - 1]!.pValue! + 1e-12);
    }
    expect(scores.at(-1)!.value).toBeGreaterThan(scores[0]!.value);
    expect(JSON.stringify(same)).toBe(before);
  });

  it("finds a shift of two standard deviations at its default threshold", () => {
    const { value, pValue } = metric.score(same, windowOf(metric, kind, 2));
    if (metric.judgedBy === "value") expect(value).toBeGreaterThanOrEqual(metric.defaultThreshold);
    else expect(pValue).toBeLessThanOrEqual(metric.defaultThreshold);
  });

  it.skipIf(ASYMMETRIC.has(name))("gives the same when the sides are exchanged", () => {
    const moved = windowOf(metric, kind, 0.5);
    const [there, back] = [metric.score(same, moved), metric.score(moved, same)];
    expect(there.value).toBeCloseTo(back.value, 10);
    if (there.pValue !== null) expect(there.pValue).toBeCloseTo(back.pValue!, 10);
  });

  it("gives a finite score or a typed error on constant and one-row windows", () => {
    const one = (value: number): FeatureSample =>
      kind === "numeric"
        ? numericSample([value], edges)
        : categoricalSample([value > 0 ? "a" : "b"], categoriesFor(metric));
    const constant = (value: number): FeatureSample =>
      kind === "numeric"
        ? numericSample(new Array<number>(50).fill(value), edges)
        : categoricalSample(new Array<string>(50).fill(value > 0 ? "a" : "b"), categoriesFor(metric));
    const sides = [same, one(1), one(-1), constant(1), constant(-1)];
    for (const reference of sides) for (const current of sides) scoreOrTypedError(metric, reference, current);
    expect(scoreOrTypedError(metric, constant(1), constant(1))).not.toBe("NOT_APPLICABLE");
  });

  it("gives a typed error, not NaN, on infinite values", () => {
    if (kind !== "numeric") return;
    const infinite = numericSample([...base.slice(0, 100), Infinity, -Infinity], edges);
    scoreOrTypedError(metric, same, infinite);
    scoreOrTypedError(metric, infinite, same);
  });

  it("refuses samples on other bins, of another kind, and kinds it does not apply to", () => {
    const longer = { ...same, binCounts: [...same.binCounts, 0] };
    expect(() => metric.score(same, longer)).toThrow(expect.objectContaining({ code: "BINS_MISMATCH" }) as Error);
    const other: FeatureSample = { ...same, kind: kind === "numeric" ? "categorical" : "numeric" };
    expect(() => metric.score(same, other)).toThrow(expect.objectContaining({ code: "NOT_APPLICABLE" }) as Error);
  });
});
