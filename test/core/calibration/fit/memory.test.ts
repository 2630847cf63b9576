import { describe, expect, it } from "vitest";
import { dayLensMemory, longMemory } from "../../../../src/core/calibration/fit/memory.js";

const DAYS = 28;
const daysOf = (value: (day: number) => number): Float64Array =>
  Float64Array.from({ length: DAYS }, (_, d) => value(d));
const copies = (series: Float64Array, features = 20): Float64Array[] => Array.from({ length: features }, () => series);

describe("long memory of days", () => {
  it("adds up all lags, with what the reference's own mean took from them put back", () => {
    // Two weeks up, two weeks down: of 28 - k pairs k disagree, so rho_k = (28 - 3 k) / (28 - k); over lags 1 to 7 they
    // sum to S = 4.55185. With x / 28 of the rest put back, x = 1 + 2 (S + x / 28 (7 - S)) has the solution 12.2449.
    const weeks = daysOf((day) => (day < 14 ? 1 : -1));
    expect(longMemory(copies(weeks), DAYS)).toBeCloseTo(12.2449, 3);
  });

  it("leaves out features that never vary", () => {
    const weeks = daysOf((day) => (day < 14 ? 1 : -1));
    const withConstant = [...copies(weeks), ...copies(daysOf(() => 0))];
    expect(longMemory(withConstant, DAYS)).toBeCloseTo(longMemory(copies(weeks), DAYS)!, 12);
  });

  it.each([
    { why: "days that alternate", series: daysOf((day) => (day % 2 ? 1 : -1)) },
    // rho_1 = 0.43 and rho_2 = -0.15 of pairs of equal days: shorter than three lags
    { why: "pairs of equal days", series: daysOf((day) => (Math.floor(day / 2) % 2 ? 1 : -1)) },
    { why: "nothing that varies", series: daysOf(() => 0) },
    { why: "rare counts that stay at zero, whose z is a constant", series: daysOf(() => -0.4) },
    { why: "days that alternate around such a constant", series: daysOf((day) => (day % 2 ? 1 : -1) - 2) },
  ])("is none for $why", ({ series }) => {
    expect(longMemory(copies(series), DAYS)).toBeNull();
  });

  it("needs more than a few columns can show by chance", () => {
    // A wave of 16 days has rho_3 = 0.39 or so: two standard errors of one column are 2 / sqrt(28) = 0.38, of twenty 0.08.
    const wave = daysOf((day) => Math.sin((2 * Math.PI * day) / 16) + (day % 2 ? 1 : -1));
    expect(longMemory([wave], DAYS)).toBeNull();
    expect(longMemory(copies(daysOf((day) => Math.sin((2 * Math.PI * day) / 16))), DAYS)).toBeGreaterThan(3);
  });
});

describe("the memory that 24 hours count with", () => {
  it.each([
    { why: "its own while nine independent days are left", long: 3, short: 1.2, expected: 3 },
    { why: "28 / 9 where its own would leave fewer", long: 12, short: 1.2, expected: 28 / 9 },
    { why: "that of all checks in full, as specified", long: 12, short: 4, expected: 4 },
  ])("is $why", ({ long, short, expected }) => {
    expect(dayLensMemory(long, short, DAYS)).toBeCloseTo(expected, 12);
  });
});
