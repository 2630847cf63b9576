import { describe, expect, it } from "vitest";
import type { Baseline, FeatureBins } from "../../../../src/contracts/baseline.js";
import { CellKind, type ColumnBatch, type RecordBatch } from "../../../../src/contracts/records.js";
import { watchedFeatures } from "../../../../src/core/baseline/watched-features.js";
import { windowSample } from "../../../../src/core/baseline/window-sample.js";
import { createRejectLog } from "../../../../src/core/decode/reject-log.js";
import { createProfiler } from "../../../../src/core/profile/profiler.js";
import { calibratedRule } from "../../../../src/core/verdict/calibrated/calibrated-rule.js";
import { learnNormal } from "../../../../src/core/verdict/calibrated/learn-normal.js";
import type { CountedWindow } from "../../../../src/core/verdict/calibrated/counted-window.js";
import { foldHours } from "../../../../src/core/verdict/fold.js";
import { countWindow } from "../../../../src/core/verdict/window-counts.js";
import { NO_REJECTS } from "../../../../src/core/profile/profile.js";
import { FIRST_HOUR, worldBaseline } from "./hourly-world.js";
import { uniforms } from "../../drift/seeded-random.js";

const NAMES = ["amount", "score"] as const;
const ROWS = 300;
const REFERENCE_HOURS = 14 * 24;
const LIVE = FIRST_HOUR + REFERENCE_HOURS;

/** Two numeric features on normal deciles. */
const baseline: Baseline = { ...worldBaseline(), features: worldBaseline().features.slice(0, 2) };
const bins = new Map<string, FeatureBins>(baseline.features.map(({ name, bins: each }) => [name, each]));

/** An hour of standard normal pairs of the given correlation, through the real profiler. */
function window(hour: number, correlation: number): CountedWindow {
  const random = uniforms(hour);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const first = Float64Array.from({ length: ROWS }, normal);
  const second = first.map((x) => correlation * x + Math.sqrt(1 - correlation ** 2) * normal());
  const columns = [first, second].map((numbers, i): ColumnBatch => ({
    name: NAMES[i]!,
    kinds: new Uint8Array(ROWS).fill(CellKind.fractional),
    numbers,
    codes: new Int32Array(ROWS),
    dictionary: [],
  }));
  const options = { seed: `${hour}`, bins, watched: watchedFeatures(baseline), hashKey: "test" };
  const time = { fixedMs: hour * 3_600_000, bounds: null };
  const profiler = createProfiler({ ...options, time }, createRejectLog());
  const batch: RecordBatch = { rows: ROWS, columns, eventTimeMs: null, recordIds: null };
  profiler.add(batch);
  const profile = profiler.finish().get(hour)!;
  return { hour, evidence: countWindow(baseline, windowSample(profile, baseline, hour)) };
}

const hours = (from: number, count: number, correlation: (hour: number) => number): CountedWindow[] =>
  Array.from({ length: count }, (_, i) => window(from + i, correlation(from + i)));

const normal = learnNormal(
  baseline,
  hours(FIRST_HOUR, REFERENCE_HOURS, () => 0.5),
);

function told(windows: readonly CountedWindow[]) {
  return foldHours({
    monitor: "pairs",
    rule: calibratedRule(normal),
    baseline,
    checkpoint: null,
    hours: windows.map(({ hour, evidence }) => ({
      hour,
      records: ROWS,
      rejects: NO_REJECTS,
      restatement: 0,
      evidence,
    })),
  }).transitions;
}

describe("correlations of features", () => {
  it("are learned on the scores of bins: a little below those of the values themselves", () => {
    // Deciles keep about 96 % of a normal correlation of 0.5.
    expect(Math.tanh(normal.correlation!.pairs.level[0]!)).toBeGreaterThan(0.45);
    expect(Math.tanh(normal.correlation!.pairs.level[0]!)).toBeLessThan(0.5);
    expect(normal.correlation!.basis.features).toEqual(["amount", "score"]);
  });

  it("alarm nobody while they stay, and name the pair when one breaks although no feature has changed", () => {
    expect(told(hours(LIVE, 7 * 24, () => 0.5))).toEqual([]);
    const onset = LIVE + 24;
    const [opened] = told(hours(LIVE, 48, (hour) => (hour >= onset ? 0 : 0.5)));
    expect(opened).toMatchObject({ kind: "opened" });
    expect(opened!.hour - onset).toBeLessThan(6);
    const { change, check, feature, severity, z } = opened!.incident.findings[0]!;
    expect({ check, feature, severity }).toEqual({ check: "pair", feature: "correlations", severity: "high" });
    expect(change).toMatchObject({ what: "correlation of amount and score", unit: "value" });
    expect(change!.now).toBeLessThan(change!.normal);
    expect(z).toBeLessThan(0);
  });
});
