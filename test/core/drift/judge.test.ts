import { describe, expect, it } from "vitest";
import { judge, judgeScore } from "../../../src/core/drift/judge.js";
import { type MetricChoice, metricLimit } from "../../../src/core/drift/metric-limit.js";
import { counted } from "./samples.js";

const reference = counted([5_000, 5_000]);

describe("judge", () => {
  it.each([
    { why: "below the threshold is ok", current: counted([110, 90]), state: "ok" },
    { why: "at or beyond it is drift", current: counted([170, 30]), state: "drifting" },
    { why: "too few rows are never ok", current: counted([100, 99]), state: "insufficient" },
    { why: "too few rows are no drift either", current: counted([100, 0]), state: "insufficient" },
  ])("$why", ({ current, state }) => {
    expect(judge(metricLimit({ name: "psi" }), reference, current).state).toBe(state);
  });

  it("says how many rows are needed, and keeps the score", () => {
    const judgement = judge(metricLimit({ name: "psi" }), reference, counted([100, 0]));
    expect(judgement).toMatchObject({ reason: "100 rows, 200 needed", value: 0, ratio: 0 });
    expect(judgement.score!.value).toBeGreaterThan(1);
  });

  it("asks more rows of the window against a small reference: 200 against 1,000 are like 167", () => {
    const small = counted([500, 500]);
    expect(judge(metricLimit({ name: "psi" }), small, counted([100, 100]))).toMatchObject({
      state: "insufficient",
      reason: "200 rows against 1000 of the reference, too few of both for a minimum of 200",
    });
    expect(judge(metricLimit({ name: "psi" }), small, counted([120, 120])).state).toBe("ok");
  });

  it("says that a metric is not applicable before it asks for rows", () => {
    expect(judge(metricLimit({ name: "z-test" }), counted([1, 2, 3]), counted([1, 2, 3])).state).toBe("not-applicable");
  });

  it("counts missing values as rows where the metric reads them", () => {
    const current = counted([5, 5], 0, 290);
    expect(judge(metricLimit({ name: "missing-rate" }), reference, current).state).toBe("drifting");
  });
});

describe("judgeScore", () => {
  const limitOf = (choice: MetricChoice) => metricLimit(choice);

  it("gives value / limit as the distance to the alarm line", () => {
    expect(judgeScore(limitOf({ name: "psi", threshold: 0.1 }), { value: 0.25, pValue: null }).ratio).toBe(2.5);
  });

  it("gives ln p / ln limit for p-values: 1 at the line, finite at p = 0", () => {
    const limit = limitOf({ name: "chi-squared", threshold: 0.01 });
    const at = (pValue: number) => judgeScore(limit, { value: 9, pValue });
    expect(at(0.01)).toMatchObject({ state: "drifting", value: 0.01, ratio: 1 });
    expect(at(0.1)).toMatchObject({ state: "ok", ratio: 0.5 });
    expect(at(0).ratio).toBeCloseTo(150, 9);
  });

  it("is not applicable where a p-value is asked of a metric without one", () => {
    const limit = limitOf({ name: "psi", judgedBy: "p-value", threshold: 0.01 });
    expect(judgeScore(limit, { value: 1, pValue: null })).toMatchObject({
      state: "not-applicable",
      reason: "psi has no p-value",
    });
  });
});

describe("metricLimit", () => {
  it("takes the metric's own habit where nothing is said", () => {
    expect(metricLimit({ name: "jensen-shannon" })).toMatchObject({
      judgedBy: "value",
      threshold: 0.1,
      minimumRows: 750,
    });
  });

  it("asks one stable window in a thousand of a p-value that the metric is not usually judged by", () => {
    expect(metricLimit({ name: "kolmogorov-smirnov", judgedBy: "p-value" }).threshold).toBe(0.001);
  });

  it("asks for a threshold of a value that the metric is not usually judged by", () => {
    expect(() => metricLimit({ name: "chi-squared", judgedBy: "value" })).toThrow(
      "chi-squared expects a threshold to be judged by its value, got none",
    );
  });
});
