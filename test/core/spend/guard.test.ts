import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SpendPolicy, SpendStanding } from "../../../src/contracts/spend.js";
import { nextStanding, spendFigures, type SpendFacts } from "../../../src/core/spend/guard.js";
import { TOLERANCE } from "../../../src/core/spend/interval.js";
import { keptIn } from "../../../src/core/spend/sampling.js";

const HOUR_MS = 3_600_000;
/** The middle of a month of 30 days. */
const NOW_MS = Date.UTC(2026, 10, 16);
const POLICY: SpendPolicy = { monthlyUsd: 100, notifyAt: [50, 80, 100], atCap: "pause" };
/** The cap leaves 60 for work. */
const FACTS: SpendFacts = {
  nowMs: NOW_MS,
  meteredUsd: 0,
  standingUsd: 40,
  landingUsd: 0,
  paceUsd: 0.1,
  reserveUsd: 0,
  override: null,
};
const after = (
  meteredUsd: number,
  more: Partial<SpendFacts> = {},
  before: SpendStanding | null = null,
): SpendStanding => nextStanding(before, { ...FACTS, meteredUsd, ...more }, POLICY);

describe("the figures of a month", () => {
  it("count what stands there pro rata in what is spent, and whole in what is committed", () => {
    // Half of November has passed: 40/2 + 10; 40 + 10; 50 + 0.1 x 360 hours.
    const figures = spendFigures({ ...FACTS, meteredUsd: 10 }, POLICY);
    expect(figures).toEqual({ spentUsd: 30, committedUsd: 50, forecastUsd: 86, limitUsd: 60 });
  });

  it("keep back what is still to land, whoever works on it", () => {
    const figures = spendFigures({ ...FACTS, meteredUsd: 10, landingUsd: 20 }, POLICY);
    expect(figures).toEqual({ spentUsd: 30, committedUsd: 70, forecastUsd: 86, limitUsd: 40 });
    expect(spendFigures({ ...FACTS, landingUsd: 20, paceUsd: 0 }, POLICY).forecastUsd).toBe(60);
  });

  it("keep the reserve, but never more than half of what the cap leaves", () => {
    expect(spendFigures({ ...FACTS, reserveUsd: 10 }, POLICY).limitUsd).toBe(50);
    expect(spendFigures({ ...FACTS, reserveUsd: 59 }, POLICY).limitUsd).toBe(30);
  });
});

describe("the state of the next hour", () => {
  it.each([
    { why: "is normal at the month's start", metered: 0, pace: 0.1, state: "normal" },
    { why: "is normal near the limit, if the month will end below the cap", metered: 50, pace: 0.01, state: "normal" },
    { why: "is normal far from the limit, whatever the forecast says", metered: 40, pace: 5, state: "normal" },
    // 0.8 x 60 = 48 used; 88 + 0.1 x 360 = 124 forecast.
    { why: "is slow near the limit, if the month will end above the cap", metered: 48, pace: 0.1, state: "slow" },
    { why: "is paused at the limit", metered: 60, pace: 0, state: "paused" },
  ])("$why", ({ metered, pace, state }) => {
    expect(after(metered, { paceUsd: pace }).state).toBe(state);
  });

  it.each([
    { atCap: "warn", state: "normal" },
    { atCap: "slow", state: "slow" },
    { atCap: "pause", state: "paused" },
  ] as const)("goes at the cap as far as $atCap allows", ({ atCap, state }) => {
    expect(nextStanding(null, { ...FACTS, meteredUsd: 70 }, { ...POLICY, atCap }).state).toBe(state);
  });

  it("is paused where the cap doesn't even pay for what stands there", () => {
    expect(after(0, { standingUsd: 101 }).state).toBe("paused");
  });

  it("stays slow until it is a tenth better than what made it slow", () => {
    const slow = after(48);
    expect(after(46, {}, slow).state).toBe("slow");
    expect(after(43, {}, slow).state).toBe("normal");
    // 88 + 0.01 x 360 = 91.6 is still more than 90; 88 + 0.005 x 360 = 89.8 isn't.
    expect(after(48, { paceUsd: 0.01 }, slow).state).toBe("slow");
    expect(after(48, { paceUsd: 0.005 }, slow).state).toBe("normal");
  });

  it("stays paused until a tenth of the limit is free again", () => {
    const paused = after(60);
    expect(after(55, {}, paused).state).toBe("paused");
    expect(after(53, {}, paused).state).toBe("slow");
  });

  it("begins each month anew", () => {
    const paused = after(60);
    const next = after(0.1, { nowMs: Date.UTC(2026, 11, 1) }, paused);
    expect(next).toMatchObject({ state: "normal", month: "2026-12", toldPercent: 0 });
  });

  it("is normal until an override ends, and then what the spend says", () => {
    const override = { untilMs: NOW_MS + HOUR_MS, reason: "launch", by: "ada", atMs: NOW_MS };
    expect(after(70, { override }).state).toBe("normal");
    expect(after(70, { override, nowMs: NOW_MS + HOUR_MS }).state).toBe("paused");
  });

  it("says since when it is what it is", () => {
    const paused = after(60);
    expect(after(61, { nowMs: NOW_MS + HOUR_MS }, paused).sinceMs).toBe(NOW_MS);
  });
});

describe("what is told", () => {
  it.each([
    { why: "50 % once the month costs that already", metered: 10, percent: 50 },
    { why: "only the largest of several at once", metered: 45, percent: 80 },
    { why: "100 % with the pause", metered: 60, percent: 100 },
  ])("$why", ({ metered, percent }) => {
    expect(after(metered).toldPercent).toBe(percent);
  });

  it("is, below what stands there in any case, by what has been spent", () => {
    const small: SpendPolicy = { ...POLICY, monthlyUsd: 60 };
    const first = { ...FACTS, nowMs: Date.UTC(2026, 10, 1) };
    expect(nextStanding(null, first, small).toldPercent).toBe(0);
    // 40 x 23/30 = 30.7 of 60.
    expect(nextStanding(null, { ...FACTS, nowMs: Date.UTC(2026, 10, 24) }, small).toldPercent).toBe(50);
  });

  it("is never taken back within a month", () => {
    expect(after(5, {}, after(45)).toldPercent).toBe(80);
  });
});

describe("what is left out while it is slow", () => {
  it("is as much as makes the rest last, from the next hour on, in powers of two", () => {
    // 12 left for 360 hours at 0.1 = 36: a third, so a quarter.
    const { sampling } = after(48);
    const hour = NOW_MS / HOUR_MS;
    expect(sampling).toEqual([{ fromHour: hour + 1, keep: 0.25 }]);
    expect([keptIn(sampling, hour), keptIn(sampling, hour + 1), keptIn(sampling, hour + 99)]).toEqual([1, 0.25, 0.25]);
  });

  it("is as much as ever where a slow hub is above its limit, whatever is still to land", () => {
    const policy: SpendPolicy = { ...POLICY, atCap: "slow" };
    // 10 above the limit of 50, and 0.01 x 360 is less than the 10 that land.
    const { sampling } = nextStanding(null, { ...FACTS, meteredUsd: 60, landingUsd: 10, paceUsd: 0.01 }, policy);
    expect(sampling.map(({ keep }) => keep)).toEqual([1 / 64]);
  });

  it("is nothing again from the hour after it ended, and stays what it was for hours before", () => {
    const slow = after(48);
    const later = after(0, { nowMs: Date.UTC(2026, 11, 1) }, slow);
    const hour = Date.UTC(2026, 11, 1) / HOUR_MS;
    expect([keptIn(later.sampling, hour), keptIn(later.sampling, hour + 1)]).toEqual([0.25, 1]);
  });
});

describe("whatever the traffic does", () => {
  const spending = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 720 });

  it("a month passes its cap by at most the tolerance", () => {
    fc.assert(
      fc.property(
        spending,
        fc.double({ min: 20, max: 1000, noNaN: true }),
        fc.double({ min: 0.05, max: 0.66, noNaN: true }),
        fc.double({ min: 0, max: 0.2, noNaN: true }),
        (hours, monthlyUsd, standingShare, worstShare) => {
          // What an interval can cost at most, whatever the cap is; the reserve makes up for it.
          const mostUsd = worstShare * monthlyUsd;
          const standingUsd = standingShare * monthlyUsd;
          const reserveUsd = Math.max(0, mostUsd - TOLERANCE * monthlyUsd);
          fc.pre(reserveUsd <= (monthlyUsd - standingUsd) / 2);
          const policy = { ...POLICY, monthlyUsd };
          let standing: SpendStanding | null = null;
          let meteredUsd = 0;
          for (const [index, share] of hours.entries()) {
            const nowMs = Date.UTC(2026, 10, 1) + index * HOUR_MS;
            const paceUsd = share * mostUsd;
            const facts = { ...FACTS, nowMs, meteredUsd, standingUsd, paceUsd, reserveUsd };
            standing = nextStanding(standing, facts, policy);
            // The worst case: slowing down saves nothing.
            if (standing.state !== "paused") meteredUsd += share * mostUsd;
          }
          expect(standingUsd + meteredUsd).toBeLessThanOrEqual((1 + TOLERANCE) * monthlyUsd * (1 + 1e-9));
        },
      ),
    );
  });

  it("a month passes its cap by at most the tolerance, with all that lands in a pause", () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(share, share, share, (work, landings, standing) => {
        const standingUsd = standing * 60;
        const hourlyLandingUsd = (landings * (100 - standingUsd)) / 720;
        const hourlyWorkUsd = work * TOLERANCE * 100;
        let now: SpendStanding | null = null;
        let meteredUsd = 0;
        for (let hour = 0; hour < 720; hour++) {
          const nowMs = Date.UTC(2026, 10, 1) + hour * HOUR_MS;
          const paceUsd = hourlyWorkUsd + hourlyLandingUsd;
          const landingUsd = hourlyLandingUsd * (720 - hour);
          now = nextStanding(now, { ...FACTS, nowMs, meteredUsd, standingUsd, landingUsd, paceUsd }, POLICY);
          meteredUsd += hourlyLandingUsd + (now.state === "paused" ? 0 : hourlyWorkUsd);
        }
        expect(standingUsd + meteredUsd).toBeLessThanOrEqual((1 + TOLERANCE) * 100 * (1 + 1e-9));
      }),
    );
  });

  it("a state never changes more often than the traffic crosses its limits: no flapping on a steady pace", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 2, noNaN: true }), (paceUsd) => {
        let standing: SpendStanding | null = null;
        let meteredUsd = 0;
        let changes = 0;
        for (let hour = 0; hour < 720; hour++) {
          const nowMs = Date.UTC(2026, 10, 1) + hour * HOUR_MS;
          const next: SpendStanding = nextStanding(standing, { ...FACTS, nowMs, meteredUsd, paceUsd }, POLICY);
          if (standing && next.state !== standing.state) changes++;
          standing = next;
          if (next.state !== "paused") meteredUsd += paceUsd * keptIn(next.sampling, nowMs / HOUR_MS);
        }
        expect(changes).toBeLessThanOrEqual(3);
      }),
    );
  });
});
