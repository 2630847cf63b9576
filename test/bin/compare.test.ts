import { afterAll, describe, expect, it } from "vitest";
import { driftMetrics } from "../../src/core/drift/registry.js";
import { plumbline, plumblineJson, TestFolder } from "./command-line.js";

const folder = new TestFolder();
afterAll(() => {
  folder.remove();
});

interface JsonColumn {
  readonly name: string;
  readonly verdict: string;
  readonly effect: number | null;
  readonly metrics: readonly { readonly name: string; readonly value: number; readonly pValue: number | null }[];
}

/** A table by rule: x runs evenly through 0..99.9 plus `shift`, plan through `plans`. */
function table(rows: number, { shift = 0, plans = ["a", "b"], kind = "k", extra = "" }): string {
  const lines = Array.from({ length: rows }, (_, i) => {
    const x = ((i * 377) % 1_000) / 10 + shift;
    return [`id-${i}`, x, plans[i % plans.length], kind, ...(extra ? ["1"] : [])].join(",");
  });
  return [["id", "x", "plan", "kind", ...(extra ? [extra] : [])].join(","), ...lines, ""].join("\n");
}

const reference = folder.write("reference.csv", table(2_000, { extra: "label" }));
const same = folder.write("same.csv", table(1_000, {}));
const moved = folder.write("moved.csv", table(1_000, { shift: 30, kind: "other", extra: "fresh" }));
const tiny = folder.write("tiny.csv", table(8, {}));

async function compare(current: string, ...options: string[]) {
  const { status, json } = await plumblineJson("compare", "--reference", reference, "--current", current, ...options);
  const columns = (json["columns"] ?? []) as JsonColumn[];
  return { status, json, columns, verdicts: Object.fromEntries(columns.map(({ name, verdict }) => [name, verdict])) };
}

describe("compare", () => {
  it("ends with 0 where nothing drifted, and names what was not compared", async () => {
    const { status, verdicts } = await compare(same);
    expect(status).toBe(0);
    expect(verdicts).toEqual({ x: "ok", plan: "ok", kind: "ok", id: "not compared", label: "only in reference" });
  });

  it("ends with 1 on drift, the most drifted column first, by every metric that applies", async () => {
    const { status, columns, verdicts } = await compare(moved);
    expect(status).toBe(1);
    // A constant that is another constant now: every value is new.
    expect(verdicts).toMatchObject({ x: "drifting", kind: "drifting", plan: "ok", fresh: "only in current" });
    const effects = columns.filter(({ verdict }) => verdict === "drifting").map(({ effect }) => effect!);
    expect(effects).toEqual([...effects].sort((a, b) => b - a));
    const numeric = driftMetrics.values().filter(({ appliesTo }) => appliesTo.includes("numeric"));
    const known = columns.find(({ name }) => name === "x") as JsonColumn & { leftOut: { name: string }[] };
    expect([...known.metrics, ...known.leftOut].map(({ name }) => name).sort()).toEqual(
      numeric.map(({ name }) => name).sort(),
    );
    // 0, 0.1 ... 99.9 twice against 30, 30.1 ... 129.9 once: the largest gap is 300 of 1,000 values, exactly.
    expect(known.metrics.find(({ name }) => name === "kolmogorov-smirnov")!.value).toBeCloseTo(0.3, 12);
  });

  it("calls few rows insufficient data, never ok, and judges nothing by them", async () => {
    const { status, columns, verdicts } = await compare(tiny);
    expect(status).toBe(2);
    expect(verdicts).toMatchObject({ x: "insufficient data", plan: "insufficient data" });
    expect(columns.find(({ name }) => name === "x")!.effect).toBeNull();
  });

  it("takes columns, methods and a threshold of one's own", async () => {
    const choice = ["--column", "x", "--method", "kolmogorov-smirnov", "--threshold"];
    const strict = await compare(moved, ...choice, "0.29");
    expect(strict.status).toBe(1);
    expect(strict.columns).toMatchObject([{ name: "x", metrics: [{ name: "kolmogorov-smirnov", threshold: 0.29 }] }]);
    expect((await compare(moved, ...choice, "0.31")).status).toBe(0);
  });

  it("leaves time, ids and ignored columns out", async () => {
    const { status, verdicts } = await compare(moved, "--timestamp", "x", "--id", "id", "--ignore", "kind", "fresh");
    expect(status).toBe(0);
    expect(verdicts).toEqual({ plan: "ok", label: "only in reference" });
  });

  it("shows a table per column and the sum", async () => {
    const { out } = await plumbline("compare", "--reference", reference, "--current", moved);
    expect(out).toMatch(/x: drifting, changed by .* standard deviations/);
    expect(out).toMatch(/kolmogorov-smirnov +0\.3 /);
    expect(out).toContain(`reference ${reference}: 2000 records`);
    expect(out).toContain("2 drifting, 1 only in reference, 1 only in current, 1 not compared, 1 ok");
  });

  it.each([
    { why: "a threshold without its metric", options: ["--threshold", "1"], message: "--threshold expects --method" },
    { why: "an unknown metric", options: ["--method", "ks"], message: "drift metric expects one of" },
    { why: "a column of neither file", options: ["--column", "plam"], message: "did you mean plan?" },
    {
      why: "one threshold for values and p-values",
      options: ["--method", "psi", "welch-t", "--threshold", "0.1"],
      message: "judged alike",
    },
    { why: "a column both wanted and ignored", options: ["--column", "x", "--ignore", "x"], message: "not left out" },
    { why: "a threshold that is no number", options: ["--method", "psi", "--threshold", "a"], message: "a number" },
  ])("refuses $why", async ({ options, message }) => {
    const { status, json } = await compare(same, ...options);
    expect(status).toBe(2);
    expect(JSON.stringify(json)).toContain(message);
  });

  it("ends with bad input when a file can't be read", async () => {
    const { status, json } = await compare(folder.write("empty.csv", ""));
    expect(status).toBe(2);
    expect(json).toMatchObject({ error: { code: "UNREADABLE_SOURCE" } });
  });
});
