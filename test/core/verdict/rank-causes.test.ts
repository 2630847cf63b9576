import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rankFindings } from "../../../src/core/verdict/rank-causes.js";
import { finding } from "./findings.js";

const names = (...findings: Parameters<typeof finding>[]): string[] =>
  rankFindings(findings.map((args) => finding(...args))).map(({ feature }) => feature);

describe("ranking causes", () => {
  it("puts the larger impact first among what drifts", () => {
    expect(names(["a", "drifting", { impact: 0.1 }], ["b", "drifting", { impact: 0.3 }])).toEqual(["b", "a"]);
  });

  it("puts a drifting prediction before drifting features", () => {
    const output = { role: "prediction", impact: 0.01 } as const;
    expect(names(["a", "drifting", { impact: 9 }], ["score", "drifting", output])).toEqual(["score", "a"]);
  });

  it("leaves a prediction that does not drift among the rest", () => {
    const output = { role: "prediction", impact: 0.01 } as const;
    expect(names(["a", "drifting"], ["b", "ok", { impact: 0.2 }], ["score", "ok", output])).toEqual([
      "a",
      "b",
      "score",
    ]);
  });

  it("puts what drifts before what is ok before what could not be judged", () => {
    const order = ["insufficient", "ok", "not-applicable", "drifting", "learning"] as const;
    expect(names(...order.map((state) => [state, state] as [string, typeof state]))).toEqual([
      "drifting",
      "ok",
      "learning",
      "insufficient",
      "not-applicable",
    ]);
  });

  it("does not depend on the order that it is given", () => {
    const findings = ["a", "b", "c", "d"].flatMap((name) => [
      finding(name, "drifting", { check: "psi" }),
      finding(name, "drifting", { check: "missing-rate" }),
    ]);
    fc.assert(
      fc.property(fc.shuffledSubarray(findings, { minLength: findings.length }), (shuffled) => {
        expect(rankFindings(Object.freeze(shuffled))).toEqual(rankFindings(findings));
      }),
    );
  });
});
