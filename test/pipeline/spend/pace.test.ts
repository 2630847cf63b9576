import { describe, expect, it } from "vitest";
import { PER_CAPTURE, PER_HOUR, PER_JUDGED_HOUR, PER_LANDING, PER_LEFT_OUT } from "../../../src/core/spend/rates.js";
import { US_EAST_1 } from "../../../src/core/spend/us-east-1.js";
import { addUsage, costOf, scaleUsage, type Usage } from "../../../src/core/spend/usage.js";
import { landingsAnHour, paceOf } from "../../../src/pipeline/spend/pace.js";

const HOUR_MS = 3_600_000;
const CAPTURES = 600;
/** Noon, five minutes past. */
const NOW_MS = (1000 * 24 + 12) * HOUR_MS + 300_000;
const NOW_HOUR = 1000 * 24 + 12;

/** An hour of which a share of the captures was profiled. */
function hourAt(keep: number): Usage {
  return addUsage(
    PER_HOUR,
    PER_JUDGED_HOUR,
    scaleUsage(PER_CAPTURE, CAPTURES * keep),
    scaleUsage(PER_LEFT_OUT, CAPTURES * (1 - keep)),
  );
}

const dayAt = (usage: Usage) =>
  Array.from({ length: 25 }, (_, i) => ({ hour: NOW_HOUR - 24 + i, usage: i === 24 ? {} : { churn: usage } }));

describe("the pace", () => {
  it.each([1, 0.5, 0.25, 1 / 8, 1 / 64])(
    "as if nothing had been left out is the same where 1 in 1/%d was kept",
    (keep) => {
      const pace = paceOf(dayAt(hourAt(keep)), [{ fromHour: 0, keep }], NOW_MS, US_EAST_1);
      const whole = costOf(hourAt(1), US_EAST_1);
      // Seconds of the hourly runs are taken to shrink though they don't: 1.3 s of one CPU are $0.00003, in 1/64 of the hours' share.
      const secondsUsd = costOf({ lambdaGbSecond: hourAt(0).lambdaGbSecond! }, US_EAST_1);
      expect(pace).toBeGreaterThanOrEqual(whole * (1 - 1e-9));
      expect(pace).toBeLessThanOrEqual(whole + secondsUsd / keep);
    },
  );
});

describe("what lands in an hour", () => {
  it("is that of full hours: the one that has just begun says nothing yet", () => {
    expect(landingsAnHour(dayAt(scaleUsage(PER_LANDING, 60)), NOW_MS)).toBe(60);
  });

  it("is never less than nothing", () => {
    expect(landingsAnHour(dayAt(scaleUsage(PER_LANDING, -60)), NOW_MS)).toBe(0);
  });
});
