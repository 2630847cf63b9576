import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  DISTINCT_REGISTERS,
  DistinctCounter,
  estimateDistinct,
  type DistinctState,
} from "../../../src/core/summaries/distinct.js";
import { ascending, numbers } from "./arbitrary-numbers.js";

function counterOf(values: readonly number[], texts: readonly string[] = []): DistinctCounter {
  const counter = new DistinctCounter();
  counter.addSorted(ascending(values), values.length);
  for (const text of texts) counter.addText(text);
  return counter;
}

const estimateOf = (values: readonly number[], texts?: readonly string[]) =>
  estimateDistinct(counterOf(values, texts).state());

describe("distinct counter", () => {
  it("counts nothing as nothing", () => {
    expect(estimateOf([])).toBe(0);
  });

  it("merged holds the registers of all values at once: exact, whichever way round", () => {
    fc.assert(
      fc.property(numbers, numbers, fc.array(fc.string()), (a, b, texts) => {
        const together = counterOf([...a, ...b], texts).state();
        const [left, right] = [counterOf(a), counterOf(b, texts)];
        const [leftBefore, rightBefore] = [left.state(), right.state()];
        left.merge(rightBefore);
        right.merge(leftBefore);
        const isTogether = ({ registers }: DistinctState) => Buffer.compare(registers, together.registers) === 0;
        expect([left.state(), right.state()].every(isTogether)).toBe(true);
        expect(Buffer.compare(rightBefore.registers, counterOf(b, texts).state().registers)).toBe(0);
      }),
      { numRuns: 50 },
    );
  });

  it("counts ties, repeats and 0 beside -0 made 0 once", () => {
    const once = counterOf([1, 2, 3]);
    const often = counterOf([1, 1, 1, 2, 2, 3]);
    often.addSorted(Float64Array.of(1, 3, 3), 3);
    expect(often.state()).toEqual(once.state());
  });

  // Standard error 1.04 / sqrt(4096) = 1.6 %; the mean of 30 trials must lie within 3.5 x 1.6 % / sqrt(30) = 1 %.
  it.each([10, 1_000, 3_000, 10_000, 30_000, 100_000])("has no bias at %i whole numbers", (n) => {
    const ratios = Array.from({ length: 30 }, (_, trial) => {
      const values = Float64Array.from({ length: n }, (_, i) => trial * 1e6 + i);
      const counter = new DistinctCounter();
      counter.addSorted(values, n);
      return estimateDistinct(counter.state()) / n;
    });
    expect(Math.abs(ratios.reduce((a, b) => a + b, 0) / ratios.length - 1)).toBeLessThan(0.01);
    for (const ratio of ratios) expect(Math.abs(ratio - 1)).toBeLessThan(0.065);
  });

  it.each([
    { why: "fractions", make: (i: number) => i / 7 },
    { why: "multiples of 1,024 at epoch milliseconds", make: (i: number) => 1.767e12 + 1_024 * i },
    { why: "powers and their negatives", make: (i: number) => (i % 2 ? -1 : 1) * 1.01 ** i },
  ])("estimates 20,000 $why within four standard errors", ({ make }) => {
    const estimate = estimateOf(Array.from({ length: 20_000 }, (_, i) => make(i)));
    expect(Math.abs(estimate / 20_000 - 1)).toBeLessThan(0.065);
  });

  it("estimates 50,000 short texts within four standard errors", () => {
    const estimate = estimateOf(
      [],
      Array.from({ length: 50_000 }, (_, i) => `user-${i}`),
    );
    expect(Math.abs(estimate / 50_000 - 1)).toBeLessThan(0.065);
  });

  it("follows Ertl's formula where registers are full", () => {
    // 1,024 of 4,096 registers at the highest rank 53, the others at 52 (q = 52). By the paper's definitions:
    // tau(3/4) = (1 - 3/4 - sum_k (1 - (3/4)^(2^-k))^2 2^-k) / 3, estimate = m^2 / (2 ln 2 (m tau + 3,072) 2^-52).
    const terms = Array.from({ length: 60 }, (_, k) => (1 - 0.75 ** (2 ** -(k + 1))) ** 2 * 2 ** -(k + 1));
    const tau = (0.25 - terms.reduce((a, b) => a + b, 0)) / 3;
    const expected = 4_096 ** 2 / (2 * Math.LN2 * (4_096 * tau + 3_072) * 2 ** -52);
    const registers = new Uint8Array(DISTINCT_REGISTERS).fill(53, 0, 1_024).fill(52, 1_024);
    expect(estimateDistinct({ registers }) / expected).toBeCloseTo(1, 12);
  });

  it("stays finite with every register at its highest rank", () => {
    const registers = new Uint8Array(DISTINCT_REGISTERS).fill(53);
    expect(estimateDistinct({ registers })).toBe(Infinity);
    expect(Number.isFinite(estimateDistinct({ registers: registers.fill(52, 0, 1) }))).toBe(true);
  });
});
