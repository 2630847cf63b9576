import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { FeatureSample } from "../../../src/contracts/drift.js";
import { benjaminiHochberg } from "../../../src/core/drift/benjamini-hochberg.js";
import { contingencyCells } from "../../../src/core/drift/contingency.js";
import { cramerVonMisesLimitSf, cramerVonMisesP } from "../../../src/core/drift/cramer-von-mises-law.js";
import { kolmogorovSmirnovP } from "../../../src/core/drift/kolmogorov-smirnov-law.js";
import { driftMetrics } from "../../../src/core/drift/registry.js";
import { numericSample, quantileBins } from "../../../src/core/drift/sample.js";

/** Made by fixtures/reference.py with scipy. */
const reference = JSON.parse(readFileSync(new URL("fixtures/reference.json", import.meta.url), "utf8")) as Reference;

interface Reference {
  readonly values: readonly (Record<string, number> & { name: string; reference: number[]; current: number[] })[];
  readonly counts: readonly (Record<string, number> & { name: string; reference: number[]; current: number[] })[];
  readonly missing: readonly {
    missing: number;
    rows: number;
    missingNow: number;
    rowsNow: number;
    h: number;
    p: number;
  }[];
  readonly cramerVonMisesLimit: readonly (readonly [number, number])[];
  readonly benjaminiHochberg: { readonly pValues: number[]; readonly corrected: number[] };
}

const counted = (binCounts: number[]): FeatureSample => {
  const rows = binCounts.reduce((sum, count) => sum + count, 0);
  return { kind: "categorical", rows, missing: 0, binCounts, unseen: 0 };
};

/** Equal to ten digits, small p-values included. */
const expectSame = (got: number | null, want: number): void => {
  expect(got! / want).toBeCloseTo(1, 9);
};

describe.each(reference.values)("ordered values agree with scipy: $name", (known) => {
  const bins = quantileBins(known.reference);
  const [from, to] = [numericSample(known.reference, bins), numericSample(known.current, bins)];
  const score = (name: string) => driftMetrics.get(name).score(from, to);
  const [n, m] = [known.reference.length, known.current.length];

  it("kolmogorov-smirnov, exact", () => {
    const { value, pValue } = score("kolmogorov-smirnov");
    expectSame(value, known["ks"]!);
    // The exact law is one minus a number close to one: eight digits after the point.
    expect(pValue).toBeCloseTo(known["ksExactP"]!, 10);
  });

  it("kolmogorov-smirnov, limiting law", () => {
    expectSame(kolmogorovSmirnovP(known["ks"]!, n, m, false), known["ksLimitP"]!);
  });

  it("wasserstein", () => {
    expectSame(score("wasserstein").value, known["wasserstein"]!);
  });

  it("welch-t", () => {
    const { value, pValue } = score("welch-t");
    expectSame(value, known["welchT"]!);
    expectSame(pValue, known["welchP"]!);
  });

  it("mann-whitney", () => {
    const { value, pValue } = score("mann-whitney");
    expect(value).toBeCloseTo(known["rankBiserial"]!, 12);
    const exact = n * m <= 1_000 && known["mannWhitneyExactP"] !== undefined;
    expectSame(pValue, exact ? known["mannWhitneyExactP"]! : known["mannWhitneyNormalP"]!);
  });

  it.skipIf(known["cramerVonMises"] === undefined)("cramer-von-mises", () => {
    const { value, pValue } = score("cramer-von-mises");
    expectSame(value, known["cramerVonMises"]!);
    expect(pValue).toBeCloseTo(known["cramerVonMisesExactP"] ?? known["cramerVonMisesLimitP"]!, 9);
    expect(cramerVonMisesP(value, n, m, false)).toBeCloseTo(known["cramerVonMisesLimitP"]!, 9);
  });
});

describe.each(reference.counts)("counts agree with scipy: $name", (known) => {
  const [from, to] = [counted(known.reference), counted(known.current)];

  it.each([
    ["psi", "psi"],
    ["csi", "psi"],
    ["kullback-leibler", "kullbackLeibler"],
    ["jensen-shannon", "jensenShannon"],
    ["hellinger", "hellinger"],
    ["total-variation", "totalVariation"],
    ["l-infinity", "lInfinity"],
    ["chi-squared", "chiSquared"],
    ["g-test", "g"],
  ])("%s", (metric, key) => {
    expectSame(driftMetrics.get(metric).score(from, to).value, known[key]!);
  });

  it("p-values of chi-squared and g-test, on the same merged cells", () => {
    expect(contingencyCells("chi-squared", from, to).current).toHaveLength(known["cells"]!);
    expectSame(driftMetrics.get("chi-squared").score(from, to).pValue, known["chiSquaredP"]!);
    expectSame(driftMetrics.get("g-test").score(from, to).pValue, known["gP"]!);
  });

  it.skipIf(known.reference.length !== 2)("z-test, whose square is chi-squared of the 2 x 2 table", () => {
    const { value, pValue } = driftMetrics.get("z-test").score(from, to);
    expectSame(value ** 2, known["chiSquared"]!);
    expectSame(pValue, known["chiSquaredP"]!);
  });
});

describe("other laws agree with scipy", () => {
  it.each(reference.missing)("missing-rate from $missing of $rows to $missingNow of $rowsNow", (known) => {
    const sample = (missing: number, all: number): FeatureSample => ({ ...counted([all - missing]), missing });
    const { value, pValue } = driftMetrics
      .get("missing-rate")
      .score(sample(known.missing, known.rows), sample(known.missingNow, known.rowsNow));
    expectSame(value, known.h);
    expectSame(pValue, known.p);
  });

  it.each(reference.cramerVonMisesLimit)("limiting law of Cramer-von Mises beyond %d", (x, tail) => {
    expect(cramerVonMisesLimitSf(x)).toBeCloseTo(tail, 11);
  });

  it("Benjamini and Hochberg", () => {
    const { pValues, corrected } = reference.benjaminiHochberg;
    benjaminiHochberg(Object.freeze([...pValues])).forEach((p, i) => {
      expect(p).toBeCloseTo(corrected[i]!, 14);
    });
  });
});
