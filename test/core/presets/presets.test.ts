import { describe, expect, it } from "vitest";
import type { Baseline } from "../../../src/contracts/baseline.js";
import type { WindowSample } from "../../../src/contracts/rule.js";
import type { Finding } from "../../../src/contracts/verdict.js";
import { presets } from "../../../src/core/presets/registry.js";
import { baselineOf, categoricalBaseline, numericBaseline, windowOf } from "../verdict/stable-world.js";

const PLANS = { kind: "categorical", categories: ["a", "b", "c"], rest: [], overflow: false } as const;
const SIDES = { kind: "categorical", categories: ["left", "right"], rest: [], overflow: false } as const;

/** 1, 2, ... rows: uniform, standard deviation rows / sqrt(12). */
const ramp = (rows: number): number[] => Array.from({ length: rows }, (_, i) => i + 1);
/** `rows` values spread evenly over 0 to `range`, moved up by `by`. */
const moved = (rows: number, range: number, by: number): number[] =>
  Array.from({ length: rows }, (_, i) => ((i + 0.5) / rows) * range + by);
const labels = (counts: Readonly<Record<string, number>>): string[] =>
  Object.entries(counts).flatMap(([label, count]) => Array.from({ length: count }, () => label));

function findings(preset: string, baseline: Baseline, window: WindowSample): readonly Finding[] {
  const rule = presets.get(preset).rule();
  return rule.judge(baseline, rule.initialState(), window.hour, rule.observe(baseline, window), []).findings;
}

/** Presets that find drift in the window. */
function alarming(baseline: Baseline, window: WindowSample): string[] {
  return presets.names.filter((name) => findings(name, baseline, window).some(({ state }) => state === "drifting"));
}

const amount = baselineOf([numericBaseline("amount", ramp(2_000))]);
const plan = baselineOf([categoricalBaseline("plan", labels({ a: 1_000, b: 600, c: 400 }), PLANS)]);

describe("presets", () => {
  it.each([
    {
      // KS 0.04; W 80 / 577 = 0.14; JS from shares .06 and .14 in the outer deciles: 0.078; PSI 0.03
      why: "a uniform column moved by 4 % of its range is 0.14 standard deviations: the Wasserstein rules alone find it",
      by: 80,
      found: ["evidently", "evidently-dataset", "azure-ml"],
    },
    {
      // KS 0.12, less 1.8 sqrt(2100 / 200000) = 0.18 nothing; W 0.42; JS 0.26 of 0.548; PSI 0.38
      why: "moved by 12 % it passes KS 0.1, not what chance is allowed by the robust rule, nor a divergence of 0.3",
      by: 240,
      found: ["sagemaker", "evidently", "evidently-dataset", "nannyml", "azure-ml", "psi-0.2"],
    },
    {
      // KS 0.3 less 0.18 = 0.12; JS divergence: three empty deciles 3 * 0.05, the last .1 -> .4: 0.118; 0.27 of 0.3
      why: "moved by 30 % it passes the robust rule too, and is still a divergence below 0.3",
      by: 600,
      found: ["sagemaker", "sagemaker-robust", "evidently", "evidently-dataset", "nannyml", "azure-ml", "psi-0.2"],
    },
    {
      // JS divergence: five empty deciles 0.25, the last .1 -> .6: 0.236; 0.49 of 0.3
      why: "moved by half its range it is found by all",
      by: 1_000,
      found: [...presets.names],
    },
    { why: "unmoved it is found by none", by: 0, found: [] },
  ])("numbers: $why", ({ by, found }) => {
    expect(alarming(amount, windowOf(amount, 0, { amount: moved(100, 2_000, by) }))).toEqual(found);
  });

  it.each([
    {
      // shares .405 .3 .295 for .5 .3 .2: L-infinity 0.095; JS 0.1011 in base 2, 0.084 in nats; PSI 0.057
      why: "a Jensen-Shannon distance of 0.101 in base 2 is 0.084 in nats, where Evidently measures it",
      counts: { a: 81, b: 60, c: 59 },
      found: ["nannyml", "azure-ml"],
    },
    {
      // c .2 -> .55: L-infinity 0.35, less 0.13; JS 0.32 in base 2; PSI 0.35 ln(2.75) + 0.05 ln(1.2) + 0.3 ln(2.5) = 0.64
      why: "a category from 20 % to 55 % is found by all",
      counts: { a: 40, b: 50, c: 110 },
      found: [...presets.names],
    },
    { why: "the reference's own shares are found by none", counts: { a: 100, b: 60, c: 40 }, found: [] },
  ])("categories: $why", ({ counts, found }) => {
    expect(alarming(plan, windowOf(plan, 0, { plan: labels(counts) }))).toEqual(found);
  });

  it("judges a window of one row, as the products do", () => {
    const [finding] = findings("nannyml", plan, windowOf(plan, 0, { plan: ["c"] }));
    expect(finding).toMatchObject({ state: "drifting", rows: 1 });
  });

  it.each(presets.names)("%s names its source and its differences, and promises nothing", (name) => {
    const preset = presets.get(name);
    expect(preset.source).toMatch(/^https:\/\//u);
    expect(preset.differences.length).toBeGreaterThanOrEqual(4);
    expect(preset.rule().name).toBe(`preset:${name}`);
    expect(preset.rule().description).toMatch(/no number of false alarms is promised/u);
  });
});

describe("evidently", () => {
  const small = baselineOf([
    numericBaseline("amount", ramp(500)),
    { ...categoricalBaseline("plan", labels({ a: 250, b: 150, c: 100 }), PLANS), distinct: 3 },
    { ...categoricalBaseline("side", labels({ left: 250, right: 250 }), SIDES), distinct: 2 },
  ]);
  const judge = (by: number, plans: Record<string, number>, sides: Record<string, number>): string[] =>
    findings(
      "evidently",
      small,
      windowOf(small, 0, { amount: moved(100, 500, by), plan: labels(plans), side: labels(sides) }),
    ).map(({ check, state }) => `${check} ${state}`);

  it("tests at 5 % against up to 1,000 reference rows: KS, chi-squared, and the z-test for two values", () => {
    // KS 0.20 at sqrt(500 * 100 / 600) = 9.13: p = 0.002; chi-squared(2) of 40/29/31 = 6.04: p = 0.049; z 2.19: p = 0.028
    expect(judge(100, { a: 40, b: 29, c: 31 }, { left: 62, right: 38 })).toEqual([
      "kolmogorov-smirnov drifting",
      "chi-squared drifting",
      "z-test drifting",
    ]);
  });

  it("lets smaller changes pass", () => {
    // KS 0.12: p = 0.17; chi-squared(2) of 45/30/25 = 1.5: p = 0.47; z 0.91: p = 0.36
    expect(judge(60, { a: 45, b: 30, c: 25 }, { left: 55, right: 45 })).toEqual([
      "kolmogorov-smirnov ok",
      "chi-squared ok",
      "z-test ok",
    ]);
  });
});

describe("evidently-dataset", () => {
  const names = ["one", "two", "three"];
  const three = baselineOf(names.map((name) => numericBaseline(name, ramp(2_000))));
  const judge = (drifting: number) =>
    findings(
      "evidently-dataset",
      three,
      windowOf(three, 0, Object.fromEntries(names.map((name, i) => [name, moved(100, 2_000, i < drifting ? 400 : 0)]))),
    );

  it("holds back one column of three: a third is two thirds of the way to half", () => {
    expect(judge(1).map(({ state }) => state)).toEqual(["ok", "ok", "ok"]);
    expect(judge(1)[0]!.ratio).toBeCloseTo(2 / 3, 12);
  });

  it("reports the columns that drift once two of three do", () => {
    expect(judge(2).map(({ state }) => state)).toEqual(["drifting", "drifting", "ok"]);
  });
});
