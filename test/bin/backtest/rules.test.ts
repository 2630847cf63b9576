import { describe, expect, it } from "vitest";
import { orderedMetrics, ruleNamed } from "../../../bin/backtest/rules.js";
import { presets } from "../../../src/core/presets/registry.js";
import { baselineOf, categoricalBaseline, numericBaseline, windowOf } from "../../core/verdict/stable-world.js";

const few = Array.from({ length: 100 }, (_, i) => i);
const many = Array.from({ length: 5_000 }, (_, i) => i % 100);
const plans = { kind: "categorical", categories: ["a", "b"], rest: [], overflow: false } as const;

describe("rules of a replay", () => {
  it("find every score of ordered values that a preset asks for, on small references and large ones", () => {
    const scored = new Set(orderedMetrics(null).map(({ metric }) => metric.name));
    for (const values of [few, many]) {
      const baseline = baselineOf([numericBaseline("x", values), categoricalBaseline("plan", ["a", "b", "a"], plans)]);
      const window = windowOf(baseline, 0, { x: few, plan: few.map(() => "a") });
      const asked = presets
        .values()
        .flatMap((preset) => preset.rule().observe(baseline, window).features)
        .flatMap(({ scores }) => Object.keys(scores));
      expect(new Set(asked).size).toBeGreaterThan(0);
      expect(asked.filter((name) => !scored.has(name))).toEqual([]);
    }
  });

  it("go by the name that presets have on the command line or in their verdicts", () => {
    expect(ruleNamed("preset:evidently")).toBe("evidently");
    expect(ruleNamed("calibrated")).toBe("calibrated");
  });
});
