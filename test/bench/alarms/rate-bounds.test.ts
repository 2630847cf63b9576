import { describe, expect, it } from "vitest";
import { poissonRate } from "../../../bench/alarms/rate-bounds.js";

describe("Poisson rates", () => {
  // scipy 1.17: chi2.ppf([.025, .975], [2 k, 2 k + 2]) / 2
  it.each([
    { events: 0, lower: 0, upper: 3.6889 },
    { events: 1, lower: 0.0253, upper: 5.5716 },
    { events: 10, lower: 4.7954, upper: 18.3904 },
  ])("of $events events have the exact 95 % bounds", ({ events, lower, upper }) => {
    const bounds = poissonRate(events, 2);
    expect(bounds.rate).toBe(events / 2);
    expect(bounds.lower).toBeCloseTo(lower / 2, 4);
    expect(bounds.upper).toBeCloseTo(upper / 2, 4);
  });
});
