import { describe, expect, it } from "vitest";
import type { Baseline } from "../../../src/contracts/baseline.js";
import type { WindowSample } from "../../../src/contracts/rule.js";
import type { Finding } from "../../../src/contracts/verdict.js";
import type { PlumblineError } from "../../../src/contracts/errors.js";
import { fixedRule } from "../../../src/core/verdict/fixed-rule.js";
import type { FixedRuleOptions } from "../../../src/core/verdict/fixed-options.js";
import { drawMany, normals, uniforms } from "../drift/seeded-random.js";
import { baselineOf, categoricalBaseline, numericBaseline, windowOf } from "./stable-world.js";

const COUNTRY = { kind: "categorical", categories: ["PT", "DE", "FR"], rest: ["IS"], overflow: false } as const;

/** Ages between 0 and 94, about 2 % missing. */
function ages(seed: number, rows: number, inMonths = 0): number[] {
  const uniform = uniforms(seed);
  return drawMany(rows, () => {
    const age = Math.floor(95 * uniform() ** 1.3);
    const scale = uniform() < inMonths ? 12 : 1;
    return uniform() < 0.02 ? NaN : age * scale;
  });
}

function countries(seed: number, rows: number, share: readonly number[] = [0.5, 0.3, 0.15, 0.05]): string[] {
  const uniform = uniforms(seed);
  const names = [...COUNTRY.categories, ...COUNTRY.rest, "never seen"];
  return drawMany(rows, () => {
    let rank = uniform();
    const index = share.findIndex((part) => (rank -= part) < 0);
    return names[index < 0 ? 0 : index]!;
  });
}

const baseline = baselineOf([
  numericBaseline("age", ages(1, 20_000)),
  categoricalBaseline("country", countries(2, 20_000), COUNTRY),
]);

/** Findings of windows folded in order, by window. */
function judged(windows: readonly WindowSample[], options: FixedRuleOptions = {}, against: Baseline = baseline) {
  const rule = fixedRule(options);
  let state = rule.initialState();
  return windows.map((window) => {
    const outcome = rule.judge(against, state, window.hour, rule.observe(against, window), []);
    state = outcome.state;
    return outcome.findings;
  });
}

const window = (hour: number, age: number[], country: string[]): WindowSample =>
  windowOf(baseline, hour, { age, country });
const check = (findings: readonly Finding[], feature: string, name: string): Finding =>
  findings.find((finding) => finding.feature === feature && finding.check === name)!;

describe("the fixed rule", () => {
  it("judges every metric on every feature it applies to", () => {
    const [findings] = judged([window(0, ages(3, 300), countries(4, 300))]);
    expect(findings!.map(({ feature, check: name, state }) => `${feature} ${name} ${state}`)).toEqual([
      "age psi ok",
      "age missing-rate ok",
      "country psi ok",
      "country missing-rate ok",
      "country unseen-categories ok",
    ]);
  });

  it("finds ages sent in months for 30 % of the rows in the first hour and says it in years", () => {
    const [findings] = judged([window(0, ages(3, 300, 0.3), countries(4, 300))]);
    const finding = check(findings!, "age", "psi");
    expect(finding.state).toBe("drifting");
    expect(finding.severity).toBe("high");
    expect(finding.change).toMatchObject({ what: "values above 94, the largest before,", unit: "share", normal: 0 });
    expect(finding.change!.now).toBeGreaterThan(0.15);
    expect(finding.ratio).toBeCloseTo(finding.value / 0.2, 12);
    expect(finding.impact).toBeCloseTo(finding.effect / 2, 12);
  });

  it("says a shift of the whole column by its median", () => {
    const [findings] = judged([window(0, ages(3, 300, 1), countries(4, 300))]);
    const { change } = check(findings!, "age", "psi");
    expect(change).toMatchObject({ what: "median", unit: "value" });
    expect(change!.now).toBeGreaterThan(10 * change!.normal);
  });

  it("says a moved category by its share", () => {
    const [findings] = judged([window(0, ages(3, 300), countries(5, 300, [0.35, 0.1, 0.5, 0.05]))]);
    const finding = check(findings!, "country", "psi");
    expect(finding.state).toBe("drifting");
    expect(finding.change!.what).toBe('share of "FR"');
    expect(finding.change!.normal).toBeCloseTo(0.15, 1);
    expect(finding.change!.now).toBeCloseTo(0.5, 1);
  });

  it("finds values never seen before", () => {
    const [findings] = judged([window(0, ages(3, 300), countries(5, 300, [0.4, 0.25, 0.15, 0.05, 0.15]))]);
    const finding = check(findings!, "country", "unseen-categories");
    expect(finding).toMatchObject({ state: "drifting", limit: 0.05, severity: "critical" });
    expect(finding.change).toMatchObject({ what: "values never seen before", normal: 0, now: finding.value });
  });

  it("can't tell unseen from rare where the reference overflowed, and counts such rows as rest", () => {
    const overflow = { ...COUNTRY, overflow: true };
    const many = baselineOf([categoricalBaseline("country", countries(2, 20_000), overflow)]);
    const sample = windowOf(many, 0, { country: countries(5, 300, [0.3, 0.2, 0.15, 0.05, 0.3]) });
    const [findings] = judged([sample], {}, many);
    expect(check(findings!, "country", "unseen-categories")).toMatchObject({
      state: "not-applicable",
      reason: "the reference had more categories than it could list",
    });
    expect(check(findings!, "country", "psi")).toMatchObject({ state: "drifting", rows: 300 });
    expect(check(findings!, "country", "psi").change!.what).toBe("share of all rarer categories");
  });

  it("takes a column that no record carries as missing in all of them", () => {
    const [findings] = judged([windowOf(baseline, 0, { country: countries(4, 300) })]);
    expect(check(findings!, "age", "missing-rate")).toMatchObject({
      state: "drifting",
      change: { what: "missing values", unit: "share", now: 1 },
    });
    expect(check(findings!, "age", "psi")).toMatchObject({ state: "insufficient", reason: "0 rows, 200 needed" });
  });

  it("waits until small windows together have enough rows, and judges them as one", () => {
    const hours = [0, 1, 2].map((hour) => window(hour, ages(10 + hour, 80, 1), countries(20 + hour, 80)));
    const findings = judged(hours).map((each) => check(each, "age", "psi"));
    expect(findings.map(({ state, lens }) => `${state} ${lens}`)).toEqual([
      "insufficient hour",
      "insufficient day",
      "drifting day",
    ]);
    expect(findings[1]!.reason).toMatch(/^15\d rows, 200 needed$/);
    expect(findings[2]!.rows).toBeGreaterThanOrEqual(200);
    const [, , , after] = judged([...hours, window(3, ages(40, 300), countries(41, 300))]);
    expect(check(after!, "age", "psi")).toMatchObject({ state: "ok", lens: "hour" });
  });

  it("gives up windows that have waited for a week", () => {
    const hours = [0, 168].map((hour) => window(hour, ages(10 + hour, 150), countries(20 + hour, 150)));
    expect(check(judged(hours)[1]!, "age", "psi")).toMatchObject({ state: "insufficient", lens: "hour" });
  });

  it("judges metrics of ordered values one window at a time", () => {
    const options = { metrics: [{ name: "kolmogorov-smirnov", threshold: 0.15, minimumRows: 250 }] };
    const normal = normals(7);
    const values = (rows: number, shift: number): number[] => drawMany(rows, () => normal() + shift);
    const single = baselineOf([numericBaseline("x", values(20_000, 0))]);
    const samples = [values(300, 0), values(300, 0.6), values(200, 0.6), values(200, 0.6)];
    const findings = judged(
      samples.map((x, hour) => windowOf(single, hour, { x })),
      options,
      single,
    );
    expect(findings.map(([finding]) => finding!.state)).toEqual(["ok", "drifting", "insufficient", "insufficient"]);
  });

  it("corrects p-values for the number of features", () => {
    const normal = normals(8);
    const draw = (rows: number, shift = 0): number[] => drawMany(rows, () => normal() + shift);
    const names = Array.from({ length: 20 }, (_, i) => `x${i}`);
    const many = baselineOf(names.map((name) => numericBaseline(name, draw(5_000))));
    const sample = windowOf(many, 0, Object.fromEntries(names.map((name, i) => [name, draw(400, i === 0 ? 0.3 : 0)])));
    const metrics = [{ name: "kolmogorov-smirnov", judgedBy: "p-value", threshold: 0.05, minimumRows: 100 }] as const;
    const [plain] = judged([sample], { metrics }, many);
    const [corrected] = judged([sample], { metrics, correction: "bonferroni" }, many);
    expect(corrected![1]!.value).toBeCloseTo(Math.min(1, 20 * plain![1]!.value), 12);
    expect(corrected!.filter(({ state }) => state === "drifting").map(({ feature }) => feature)).toEqual(["x0"]);
  });

  it("ranks by the importance that it is given", () => {
    const importance = new Map([["country", 3]]);
    const [findings] = judged([window(0, ages(3, 300, 1), countries(5, 300, [0.15, 0.3, 0.5, 0.05]))], {
      importance: new Map([...importance, ["age", 1]]),
    });
    const finding = check(findings!, "country", "psi");
    expect(finding.impact).toBeCloseTo(0.75 * finding.effect, 12);
  });

  it.each([
    { why: "an unknown metric", options: { metrics: [{ name: "pis" }] }, code: "UNKNOWN_NAME" },
    { why: "a threshold of 0", options: { metrics: [{ name: "psi", threshold: 0 }] }, code: "BAD_THRESHOLD" },
    {
      why: "a p-value threshold of 1",
      options: { metrics: [{ name: "chi-squared", threshold: 1 }] },
      code: "BAD_THRESHOLD",
    },
    { why: "half a row", options: { metrics: [{ name: "psi", minimumRows: 0.5 }] }, code: "BAD_THRESHOLD" },
  ])("refuses $why", ({ options, code }) => {
    expect(() => fixedRule(options)).toThrow(expect.objectContaining({ code }) as PlumblineError);
  });

  it("refuses evidence of another baseline", () => {
    const rule = fixedRule();
    const evidence = rule.observe(baseline, window(0, ages(3, 300), countries(4, 300)));
    const other = { ...baseline, version: "v2" };
    expect(() => rule.judge(other, rule.initialState(), 0, evidence, [])).toThrow(
      "evidence expects to be judged with baseline v1, got v2",
    );
  });

  it("keeps evidence and state as plain, small JSON", () => {
    const rule = fixedRule();
    const evidence = rule.observe(baseline, window(0, ages(3, 150), countries(4, 150)));
    expect(JSON.parse(JSON.stringify(evidence))).toEqual(evidence);
    expect(JSON.stringify(evidence).length).toBeLessThan(200 * baseline.features.length);
    const { state } = rule.judge(baseline, rule.initialState(), 0, evidence, []);
    expect(JSON.parse(JSON.stringify(state))).toEqual(state);
  });
});
