import { describe, expect, it } from "vitest";
import { rankErrorOf } from "../../../src/core/summaries/quantiles.js";
import { windowLatency } from "../../../src/core/verdict/window-latency.js";
import { type Cell, profileOf, recordBatch } from "../profile/record-batches.js";

const latencyOf = (cells: readonly Cell[], unit: "ms" | "s" = "ms") =>
  windowLatency(profileOf([recordBatch({ took: cells, other: cells.map(() => 1) })]), { column: "took", unit });

describe("the latency of a window", () => {
  it.each([
    // One of one is all three.
    { cells: [7], unit: "ms", told: { p50: 7, p95: 7, p99: 7, rows: 1 } },
    // Half of four records are at 20 or below; 3.8 and 3.96 records ask for the fourth.
    { cells: [40, 10, 30, 20], unit: "ms", told: { p50: 20, p95: 40, p99: 40, rows: 4 } },
    { cells: [1.001, 0.25, null, "slow", true], unit: "s", told: { p50: 250, p95: 1001, p99: 1001, rows: 2 } },
    { cells: [5, Infinity], unit: "ms", told: { p50: 5, p95: 5, p99: 5, rows: 1 } },
  ] as const)("of $cells in $unit", ({ cells, unit, told }) => {
    expect(latencyOf(cells, unit)).toEqual(told);
  });

  it.each([
    { why: "no record says it", cells: [null, "slow"] },
    { why: "every record says infinity", cells: [Infinity] },
  ])("is null where $why", ({ cells }) => {
    expect(latencyOf(cells)).toBeNull();
  });

  it("is null where there is no such column", () => {
    expect(windowLatency(profileOf([recordBatch({ other: [1] })]), { column: "took", unit: "ms" })).toBeNull();
  });

  it("stays within the sketch's rank error of ten thousand different values", () => {
    const told = latencyOf(Array.from({ length: 10_000 }, (_, i) => ((i * 7_919) % 10_000) + 1))!;
    expect(told.rows).toBe(10_000);
    // 7,919 and 10,000 have no common divisor: the values are 1 to 10,000, so a value is its own rank.
    for (const [rank, value] of [
      [0.5, told.p50],
      [0.95, told.p95],
      [0.99, told.p99],
    ] as const) {
      expect(Math.abs(value / 10_000 - rank)).toBeLessThan(rankErrorOf(512));
    }
  });
});
