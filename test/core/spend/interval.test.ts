import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  intervalBound,
  LEAST_CONCURRENCY,
  MOST_CONCURRENCY,
  SLOW_QUEUE_CONCURRENCY,
  TOLERANCE,
} from "../../../src/core/spend/interval.js";
import { US_EAST_1 } from "../../../src/core/spend/us-east-1.js";

/** By hand: 1,769 MB for an hour, and requests of ten captures a second. */
const CPU_HOUR_USD = 3600 * (1769 / 1024) * 0.0000133334;

describe("what an interval can spend", () => {
  it("is, of one monitor, its profiling at AWS's least concurrency and its baselines where the cap is small", () => {
    const { profilingConcurrency, mostUsd } = intervalBound(10, { monitors: 1, labelled: 0 }, US_EAST_1);
    expect(profilingConcurrency).toBe(2);
    // 3 PUT, 5 GET, 3 write and 2 read units, 3 requests of queues, an event, an invocation, 2 KB of log.
    const requests = 15e-6 + 2e-6 + 1.875e-6 + 0.25e-6 + 1.2e-6 + 1e-6 + 0.2e-6 + (2048 / 2 ** 30) * 0.53;
    const profiling = 2 * (CPU_HOUR_USD + 36_000 * requests);
    expect(mostUsd).toBeCloseTo(1.5 * (profiling + SLOW_QUEUE_CONCURRENCY * CPU_HOUR_USD), 6);
  });

  it("lets as many captures run as the tolerance of a large cap pays for, ten at most", () => {
    expect(intervalBound(300, { monitors: 1, labelled: 1 }, US_EAST_1).profilingConcurrency).toBe(10);
    const four = intervalBound(200, { monitors: 2, labelled: 1 }, US_EAST_1);
    expect(four.profilingConcurrency).toBeGreaterThan(LEAST_CONCURRENCY);
    expect(four.profilingConcurrency).toBeLessThan(MOST_CONCURRENCY);
  });

  it("never passes the tolerance by more than the reserve", () => {
    const monitors = fc.integer({ min: 1, max: 100 });
    fc.assert(
      fc.property(fc.double({ min: 1, max: 1e5, noNaN: true }), monitors, monitors, (cap, count, labels) => {
        const spenders = { monitors: count, labelled: Math.min(count, labels) };
        const bound = intervalBound(cap, spenders, US_EAST_1);
        expect(bound.mostUsd - bound.reserveUsd).toBeLessThanOrEqual(TOLERANCE * cap * (1 + 1e-12) + 1e-12);
        expect(bound.profilingConcurrency).toBeGreaterThanOrEqual(LEAST_CONCURRENCY);
        expect(bound.profilingConcurrency).toBeLessThanOrEqual(MOST_CONCURRENCY);
      }),
    );
  });
});
