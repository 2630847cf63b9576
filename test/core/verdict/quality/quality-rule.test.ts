import { describe, expect, it } from "vitest";
import type { Finding } from "../../../../src/contracts/verdict.js";
import { utc } from "../../../../src/core/calibration/local-time.js";
import { coverageRule } from "../../../../src/core/verdict/quality/coverage-rule.js";
import { isDue } from "../../../../src/core/verdict/quality/quality-normal.js";
import { qualityRule } from "../../../../src/core/verdict/quality/quality-rule.js";
import { countsOf, type HourOptions, judged, labelledHour, learnedFrom } from "./labelled-hours.js";

const DAY = 24;
const REFERENCE = 28 * DAY;
const normal = learnedFrom(REFERENCE, 1);
const rule = qualityRule(normal, [], utc);

function production(hours: number, seed: number, change: (hour: number) => HourOptions): (readonly Finding[])[] {
  const counts = Array.from({ length: hours }, (_, i) =>
    countsOf(normal, labelledHour(REFERENCE + i, seed, change(i))),
  );
  return judged(rule, REFERENCE, counts);
}

const drifting = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter(({ state }) => state === "drifting");

describe("what is learned of labelled hours", () => {
  it("is the level of the realised metrics, the share of labels and when they are there", () => {
    const { realised, coverage, rows, concept } = normal;
    expect(realised.names).toEqual(["accuracy", "log-loss"]);
    // Scores are uniform, so accuracy is the mean of max(s, 1 - s) = 0.75, log-loss the mean entropy = 0.5 nats.
    const level = (m: number): number => realised.calibration.level[m]! * realised.scales[m]!;
    expect(level(0)).toBeCloseTo(0.75, 2);
    expect(level(1)).toBeCloseTo(0.5, 2);
    expect(coverage.share).toBeCloseTo(0.9, 2);
    // Two days of delay, and a day until the next file.
    expect(coverage.settleHours).toBeGreaterThanOrEqual(72);
    expect(coverage.settleHours).toBeLessThanOrEqual(73);
    expect(rows).toBeGreaterThan(0.88 * 200 * REFERENCE);
    // Rows are drawn independently: the estimator explains their variance, nothing wobbles.
    expect(concept!.names).toEqual(["accuracy", "positive-rate"]);
    for (const omega of concept!.calibration.omega) expect(omega).toBeLessThan(1.15);
  });
});

describe("labelled hours in production", () => {
  it("keep to their part of the budget in a year in which nothing has changed", () => {
    let alarms = 0;
    for (let seed = 2; seed < 14; seed++) {
      const findings = production(30 * DAY, seed, () => ({}));
      alarms += findings.filter((found) => drifting(found).length > 0).length > 0 ? 1 : 0;
    }
    // The rule's part of the budget is 0.15 pages a month: 1.8 in a year; more than 4 would happen by chance in 4 of 100 years.
    expect(alarms).toBeLessThanOrEqual(4);
  });

  it("name concept drift, in accuracy, when the same scores mean less", () => {
    const findings = production(2 * DAY, 3, (hour) => (hour < DAY ? {} : { noise: 0.3 }));
    expect(findings.slice(0, DAY).flatMap(drifting)).toEqual([]);
    const first = findings.slice(DAY).find((found) => drifting(found).length > 0)!;
    const late = drifting(findings.at(-1)!);
    // 30 % of the labels by a coin take 0.3 x (0.75 - 0.5) = 7.5 points of accuracy.
    const concept = late.find(({ check, feature }) => check === "concept" && feature === "accuracy")!;
    expect(concept.change).toMatchObject({ what: "expected of these inputs", unit: "share" });
    expect(concept.change!.now - concept.change!.normal).toBeCloseTo(-0.075, 1);
    expect(concept.z).toBeLessThan(0);
    expect(findings.indexOf(first) - DAY).toBeLessThan(8);
  });

  it("call it lower quality and no concept drift when only the cases have become harder", () => {
    const findings = production(2 * DAY, 4, (hour) => (hour < DAY ? {} : { harder: 3 }));
    const late = drifting(findings.at(-1)!);
    expect(new Set(late.map(({ check }) => check))).toEqual(new Set(["realised"]));
    // Scores 0.5 +- 0.5 |u|^3: accuracy is 0.5 + 0.5 E|u|^3 = 0.625.
    const accuracy = late.find(({ feature }) => feature === "accuracy")!;
    expect(accuracy.change!.normal).toBeCloseTo(0.75, 2);
    expect(accuracy.change!.now).toBeCloseTo(0.625, 1);
  });

  it("are not judged on a handful of labels", () => {
    const [found] = production(1, 5, () => ({ rows: 20 }));
    expect(found!.map(({ state }) => state)).toEqual(found!.map(() => "insufficient"));
    expect(found![0]!.reason).toMatch(/^\d+ rows are too few to judge$/);
  });
});

describe("coverage", () => {
  const rule = coverageRule(normal.coverage, utc);
  const counts = (coverage: number, hours: number, seed: number) =>
    Array.from({ length: hours }, (_, i) => countsOf(normal, labelledHour(REFERENCE + i, seed, { coverage })));

  it("of labels that have stopped coming is told within the hour", () => {
    const [finding] = judged(rule, REFERENCE, counts(0.3, 1, 6))[0]!;
    expect(finding).toMatchObject({ feature: "labels", check: "coverage", state: "drifting", role: "quality" });
    expect(finding!.change!.normal).toBeCloseTo(0.9, 2);
    expect(finding!.change!.now).toBeCloseTo(0.3, 1);
  });

  it("as usual says nothing in a month, and more labels than usual never do", () => {
    expect(judged(rule, REFERENCE, counts(0.9, 30 * DAY, 7)).flatMap(drifting)).toEqual([]);
    expect(judged(rule, REFERENCE, counts(1, 2 * DAY, 8)).flatMap(drifting)).toEqual([]);
  });
});

describe("a window is judged", () => {
  const coverage = { share: 0.9, settleHours: 96, calibration: null };

  it.each([
    ["not while a third of its labels is missing", 60, 10, false],
    ["once four of five of those to be expected have come", 73, 10, true],
    ["when nearly all of its time for labels has passed, with what has come", 10, 96, true],
    ["without any prediction, at once", 0, 0, true],
  ])("%s", (_, labelled, ageHours, due) => {
    expect(isDue(coverage, { predictions: labelled === 0 ? 0 : 100, labelled }, ageHours)).toBe(due);
  });
});
