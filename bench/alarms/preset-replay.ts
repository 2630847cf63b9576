import type { Baseline, FeatureBaseline } from "../../src/contracts/baseline.js";
import type { FeatureSample, WeightedValues } from "../../src/contracts/drift.js";
import type { WindowSample } from "../../src/contracts/rule.js";
import type { Preset } from "../../src/core/presets/preset.js";
import { fixedRule } from "../../src/core/verdict/fixed-rule.js";
import type { WindowCounts } from "../../src/core/verdict/window-counts.js";
import { hourOf, sumOf, windowsOf, type WindowSize } from "./windows.js";
import type { FeatureStream } from "./world.js";

/** Values that stand for a bin's rows, evenly between its edges. */
const VALUES_PER_BIN = 8;

/**
 * A baseline of a simulated reference, as a preset reads it. The simulated worlds count numeric rows on ten bins, so values
 * are taken as spread evenly within them: distances of ordered values (Kolmogorov-Smirnov, Wasserstein) are then a little smaller
 * than on raw rows, which spares the presets some alarms.
 */
export function presetBaseline(reference: readonly FeatureStream[]): Baseline {
  const features = reference.map(featureBaseline);
  const records = features.reduce((most, { rows, missing }) => Math.max(most, rows + missing), 0);
  return {
    ...{ monitor: "bench", version: "reference", source: "simulated", period: null },
    ...{ records, rejected: 0, features },
  };
}

function featureBaseline(stream: FeatureStream): FeatureBaseline {
  const { edges } = stream;
  const binCounts = Array.from(sumOf(stream.counts));
  const rows = binCounts.reduce((sum, count) => sum + count, 0);
  const missing = stream.missing.reduce((sum, count) => sum + count, 0);
  const shared = { name: stream.name, role: "feature" as const, binCounts, rows, missing };
  if (stream.kind === "categorical") {
    const categories = binCounts.slice(1).map((_, k) => `c${k}`);
    return {
      ...shared,
      kind: "categorical",
      bins: { kind: "categorical", categories, rest: ["rare"], overflow: false },
      types: { integer: 0, fractional: 0, boolean: 0, text: rows },
      distinct: binCounts.length,
    };
  }
  return {
    ...shared,
    kind: "numeric",
    bins: { kind: "numeric", edges },
    types: { integer: 0, fractional: rows, boolean: 0, text: 0 },
    distinct: rows,
    numeric: {
      ...momentsOf(valuesOf(edges, binCounts)),
      ...{ min: lowEnd(edges, 0), max: lowEnd(edges, edges.length + 1) },
      ...{ quantiles: quantilesOf(edges, binCounts), rankError: 0 },
    },
  };
}

/** Where bin `bin` begins; the outer bins reach out as far as the inner ones do together. */
function lowEnd(edges: readonly number[], bin: number): number {
  const [first, last] = [edges[0]!, edges.at(-1)!];
  if (bin === 0) return first - (last - first);
  return bin > edges.length ? last + (last - first) : edges[bin - 1]!;
}

function valuesOf(edges: readonly number[], counts: ArrayLike<number>): WeightedValues {
  const size = (edges.length + 1) * VALUES_PER_BIN;
  const values = new Float64Array(size);
  const weights = new Float64Array(size);
  for (let bin = 0; bin <= edges.length; bin++) {
    const [low, high] = [lowEnd(edges, bin), lowEnd(edges, bin + 1)];
    for (let part = 0; part < VALUES_PER_BIN; part++) {
      values[bin * VALUES_PER_BIN + part] = low + ((high - low) * (part + 0.5)) / VALUES_PER_BIN;
      weights[bin * VALUES_PER_BIN + part] = counts[bin]! / VALUES_PER_BIN;
    }
  }
  return { values, weights, rankError: 0 };
}

function momentsOf({ values, weights }: WeightedValues): { mean: number; sd: number } {
  const rows = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = values.reduce((sum, value, i) => sum + value * weights[i]!, 0) / rows;
  const squares = values.reduce((sum, value, i) => sum + (value - mean) ** 2 * weights[i]!, 0);
  return { mean, sd: Math.sqrt(squares / Math.max(1, rows - 1)) };
}

/** 0 %, 1 %, ... 100 % of rows spread evenly within bins. */
function quantilesOf(edges: readonly number[], counts: readonly number[]): number[] {
  const rows = counts.reduce((sum, count) => sum + count, 0);
  return Array.from({ length: 101 }, (_, percent) => {
    let left = (percent / 100) * rows;
    let bin = 0;
    while (bin < counts.length - 1 && left > counts[bin]!) left -= counts[bin++]!;
    const [low, high] = [lowEnd(edges, bin), lowEnd(edges, bin + 1)];
    return low + (high - low) * (counts[bin]! > 0 ? Math.min(1, left / counts[bin]!) : 0);
  });
}

function windowSample(stream: readonly FeatureStream[], i: number, hour: number): WindowSample {
  let records = 0;
  const features = new Map<string, FeatureSample>();
  for (const { name, kind, counts, missing, unseen, edges } of stream) {
    const binCounts = Array.from(counts[i]!);
    const rows = binCounts.reduce((sum, count) => sum + count, 0) + unseen[i]!;
    records = Math.max(records, rows + missing[i]!);
    const sample = { kind, rows, missing: missing[i]!, binCounts, unseen: unseen[i]! };
    const values = kind === "numeric" && rows > 0 ? valuesOf(edges, binCounts) : null;
    features.set(name, values === null ? sample : { ...sample, numeric: { ...momentsOf(values), values } });
  }
  return { hour, records, features };
}

/** Every metric of ordered values that a preset reads: they are scored once for all presets. */
const observer = fixedRule({
  metrics: ["kolmogorov-smirnov", "l-infinity-robust", "wasserstein"].map((name) => ({ name, minimumRows: 1 })),
});

/** What any preset judges of a stream's windows. @param start windows of the reference before it */
export function observeWindows(
  baseline: Baseline,
  stream: readonly FeatureStream[],
  window: WindowSize,
  start: number,
): { readonly hour: number; readonly evidence: WindowCounts }[] {
  return Array.from({ length: windowsOf(stream) }, (_, i) => {
    const hour = hourOf(window, start + i);
    return { hour, evidence: observer.observe(baseline, windowSample(stream, i, hour)) };
  });
}

/** Whether a preset finds drift, window by window. */
export function presetAlarms(
  preset: Preset,
  baseline: Baseline,
  windows: readonly { readonly hour: number; readonly evidence: WindowCounts }[],
): boolean[] {
  const rule = preset.rule();
  let state = rule.initialState();
  return windows.map(({ hour, evidence }) => {
    const outcome = rule.judge(baseline, state, hour, evidence, []);
    state = outcome.state;
    return outcome.findings.some((finding) => finding.state === "drifting");
  });
}
