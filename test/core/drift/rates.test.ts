import { describe, expect, it } from "vitest";
import type { CategoricalBins, NumericBins } from "../../../src/contracts/baseline.js";
import type { DriftMetric, FeatureSample } from "../../../src/contracts/drift.js";
import { baselineSample } from "../../../src/core/drift/baseline-sample.js";
import { driftMetrics } from "../../../src/core/drift/registry.js";
import { categoricalSample, numericSample, quantileBins } from "../../../src/core/drift/sample.js";
import { numericBaseline } from "../verdict/stable-world.js";
import { drawMany, normals } from "./seeded-random.js";

/** False and true alarm rates, measured: one example can't show that a p-value is right. */

type Pair = readonly [reference: FeatureSample, current: FeatureSample];

const EDGES = quantileBins(drawMany(50_000, normals(1)));
const TWO: CategoricalBins = { kind: "categorical", categories: ["yes", "no"], rest: [], overflow: false };
/** 20 % of unchanged values lie below; 29 % of those shifted by 0.25, which is Cohen's h of 0.21. */
const LOWEST_FIFTH = -0.8416;

type Form = "missing" | "numeric" | "categorical";

function formFor(metric: DriftMetric): Form {
  if (metric.reads === "missing") return "missing";
  return metric.appliesTo.includes("numeric") ? "numeric" : "categorical";
}

/** The same normal values as a metric needs them: as numbers, cut into two categories, or the lowest fifth missing. */
function sampleFor(form: Form, values: readonly number[]): FeatureSample {
  if (form === "missing") {
    return numericSample(
      values.map((value) => (value < LOWEST_FIFTH ? value : NaN)),
      EDGES,
    );
  }
  if (form === "numeric") return numericSample(values, EDGES);
  return categoricalSample(
    values.map((value) => (value < 0.3 ? "yes" : "no")),
    TWO,
  );
}

/** Windows drawn once, in each form, and scored by every metric of that form. */
function drawPairs(seed: number, windows: number, referenceRows: number, rows: number, shift: number) {
  const normal = normals(seed);
  const draw = (count: number, by: number): number[] => drawMany(count, () => normal() + by);
  const drawn = drawMany(windows, () => [draw(referenceRows, 0), draw(rows, shift)] as const);
  const inForm = (form: Form): readonly Pair[] =>
    drawn.map(([reference, current]) => [sampleFor(form, reference), sampleFor(form, current)]);
  return { missing: inForm("missing"), numeric: inForm("numeric"), categorical: inForm("categorical") };
}

/** Share of pairs in which the metric's p-value is at most 0.05. */
function alarmRate(metric: DriftMetric, pairs: readonly Pair[]): number {
  return pairs.filter(([from, to]) => metric.score(from, to).pValue! <= 0.05).length / pairs.length;
}

const WINDOWS = 400;
const unchanged = [50, 200, 1_000].map((rows) => ({ rows, pairs: drawPairs(rows, WINDOWS, 1_100, rows, 0) }));
const shifted = drawPairs(5, 60, 2_000, 500, 0.25);

const tests = driftMetrics.values().filter((metric) => {
  const [pair] = shifted[formFor(metric)];
  return metric.score(...pair!).pValue !== null;
});

describe.each(tests)("the p-value of $name", (metric) => {
  it.each(unchanged)("rejects unchanged windows of $rows rows at its level", ({ pairs }) => {
    // 3.5 binomial standard deviations of 400 windows at 0.05.
    expect(Math.abs(alarmRate(metric, pairs[formFor(metric)]) - 0.05)).toBeLessThan(0.038);
  });

  it("finds a shift of 0.25 standard deviations in 500 rows", () => {
    expect(alarmRate(metric, shifted[formFor(metric)])).toBeGreaterThan(0.9);
  });
});

describe("on a baseline's 101 quantiles", () => {
  const normal = normals(21);
  const feature = numericBaseline("x", drawMany(20_000, normal));
  const pairs = (windows: number, rows: number, shift: number): readonly Pair[] =>
    drawMany(windows, () => [
      baselineSample(feature),
      numericSample(
        drawMany(rows, () => normal() + shift),
        feature.bins as NumericBins,
      ),
    ]);
  const [stable, moved] = [pairs(WINDOWS, 300, 0), pairs(60, 500, 0.25)];

  it.each(["kolmogorov-smirnov", "cramer-von-mises", "mann-whitney", "welch-t"])(
    "%s keeps its level and its power",
    (name) => {
      expect(alarmRate(driftMetrics.get(name), stable)).toBeLessThan(0.05 + 0.038);
      expect(alarmRate(driftMetrics.get(name), moved)).toBeGreaterThan(0.9);
    },
  );
});

describe("default thresholds", () => {
  const normal = normals(9);
  const reference = drawMany(10_000, normal);
  const most = Math.max(...driftMetrics.values().map((metric) => metric.minimumRows));
  const windows = drawMany(200, () => drawMany(most, normal));

  it.each(driftMetrics.values())("of $name are quiet on 200 unchanged windows of its fewest rows", (metric) => {
    const from = sampleFor(formFor(metric), reference);
    const alarms = windows.filter((window) => {
      const { value, pValue } = metric.score(from, sampleFor(formFor(metric), window.slice(0, metric.minimumRows)));
      return metric.judgedBy === "value" ? value >= metric.defaultThreshold : pValue! <= metric.defaultThreshold;
    });
    // A chance of 1e-5 per window for values; 0.001 for p-values, so two in 200 are no surprise (P(> 2) = 0.1 %).
    expect(alarms.length).toBeLessThanOrEqual(metric.judgedBy === "value" ? 0 : 2);
  });
});
