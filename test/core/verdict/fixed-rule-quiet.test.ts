import { describe, expect, it } from "vitest";
import type { CategoricalBins } from "../../../src/contracts/baseline.js";
import type { Finding } from "../../../src/contracts/verdict.js";
import { fixedRule } from "../../../src/core/verdict/fixed-rule.js";
import { drawMany, normals, uniforms } from "../drift/seeded-random.js";
import { baselineOf, categoricalBaseline, numericBaseline, windowOf } from "./stable-world.js";

const REFERENCE_ROWS = 68_000;
const HOURS = 672;
const STATES: CategoricalBins = {
  kind: "categorical",
  categories: ["a", "b", "c", "d", "e", "f"],
  rest: ["g", "h"],
  overflow: false,
};

/** One column of independent rows; equal numbers of ages, normal, log-normal and categorical columns. */
function column(index: number, seed: number): () => number | string {
  const uniform = uniforms(seed);
  const normal = normals(seed + 1);
  const names = [...STATES.categories, ...STATES.rest];
  switch (index % 4) {
    case 0:
      return () => Math.floor(95 * uniform() ** 1.3);
    case 1:
      return () => (uniform() < 0.1 ? NaN : normal());
    case 2:
      return () => Math.exp(normal());
    default:
      return () => (uniform() < 0.01 ? "" : names[Math.floor(names.length * uniform() ** 2)]!);
  }
}

/** Sixteen stable columns, each with a stream of its own. */
function stableWorld(seed: number) {
  const streams = Array.from({ length: 16 }, (_, i) => ({ name: `x${i}`, draw: column(i, seed + 1_000 * i) }));
  const baseline = baselineOf(
    streams.map(({ name, draw }, i) => {
      const values = drawMany(REFERENCE_ROWS, draw);
      return i % 4 === 3
        ? categoricalBaseline(name, values as string[], STATES)
        : numericBaseline(name, values as number[]);
    }),
  );
  return { streams, baseline };
}

describe("the fixed rule with its defaults", () => {
  it("is quiet on 672 hours of 200 to 310 rows in 16 stable columns, and finds 30 % of ages times 12 at once", () => {
    const { streams, baseline } = stableWorld(42);
    const rule = fixedRule();
    const rows = uniforms(7);
    let state = rule.initialState();
    const drifting: Finding[] = [];
    let [judged, worst] = [0, 0];
    const hourOf = (hour: number, inMonths: number): Finding[] => {
      const count = 200 + Math.floor(111 * rows());
      const values = streams.map(({ name, draw }) => [name, drawMany(count, draw)] as const);
      const ages = values[0]![1].map((age) => (rows() < inMonths ? Number(age) * 12 : age));
      const window = windowOf(baseline, hour, Object.fromEntries([...values, ["x0", ages] as const]));
      const outcome = rule.judge(baseline, state, hour, rule.observe(baseline, window), []);
      state = outcome.state;
      return [...outcome.findings];
    };
    for (let hour = 0; hour < HOURS; hour++) {
      const findings = hourOf(hour, 0);
      drifting.push(...findings.filter((finding) => finding.state === "drifting"));
      judged += findings.filter((finding) => finding.state === "ok").length;
      worst = Math.max(worst, ...findings.map((finding) => finding.ratio));
    }
    expect(drifting).toEqual([]);
    // 12 x 2 + 4 x 3 checks; the four columns with 10 % missing wait now and then for a second hour.
    expect(judged).toBeGreaterThan(0.95 * HOURS * 36);
    expect(worst).toBeLessThan(1);
    const first = hourOf(HOURS, 0.3).filter((finding) => finding.state === "drifting");
    expect(first.map(({ feature, check }) => `${feature} ${check}`)).toEqual(["x0 psi"]);
  });
});
