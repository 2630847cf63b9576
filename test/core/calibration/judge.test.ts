import { describe, expect, it } from "vitest";
import { OutOfOrderError } from "../../../src/core/calibration/calibration-errors.js";
import { initialState, judge, withoutTrend, withRecent } from "../../../src/core/calibration/judge.js";
import { residuals } from "../../../src/core/calibration/residuals.js";
import type { CheckScore, WindowEvidence } from "../../../src/core/calibration/types.js";
import { calibrated, countsAt, judgeHours, MONDAY, REFERENCE_HOURS, smallWorld } from "./simulated.js";

const world = smallWorld();
const calibration = calibrated(world);
const numericDrift = world.stream(REFERENCE_HOURS, 24 * 7, { kind: "shift", size: 0.5, onset: 48, feature: 0 });
const stable = smallWorld({ seed: 3 });
stable.stream(0, REFERENCE_HOURS);
const stableWeek = stable.stream(REFERENCE_HOURS, 24 * 7);
const drifting = (scores: readonly CheckScore[]): CheckScore[] => scores.filter(({ state }) => state === "drifting");

describe("judging hours", () => {
  it("finds half a standard deviation within two hours, on the right feature and check, with its onset", () => {
    const hours = judgeHours(calibration, numericDrift, REFERENCE_HOURS);
    const first = hours.find(({ scores }) => drifting(scores).length > 0)!;
    expect(first.hour - (MONDAY + REFERENCE_HOURS + 48)).toBeLessThan(2);
    const found = drifting(first.scores)[0]!;
    expect(found).toMatchObject({ feature: "f0", check: "shift", lens: "hour" });
    expect(found.z).toBeGreaterThan(found.limit);
    expect(first.driftScore).toBeGreaterThanOrEqual(1);
    const last = hours.at(-1)!.scores.find((s) => s.feature === "f0" && s.check === "shift" && s.lens === "day")!;
    expect(last.onset).toBe(first.hour);
    expect(last.effect).toBeGreaterThan(0.35);
  });

  it("is quiet on a stable week", () => {
    const hours = judgeHours(calibration, stableWeek, REFERENCE_HOURS);
    expect(hours.flatMap(({ scores }) => drifting(scores))).toEqual([]);
    expect(Math.max(...hours.map(({ driftScore }) => driftScore ?? 0))).toBeLessThan(1);
  });

  it("gives the same verdicts when the state has been stored, with or without its recent evidence", () => {
    const direct = judgeHours(calibration, numericDrift, REFERENCE_HOURS);
    const evidence: WindowEvidence[] = [];
    let state = initialState();
    direct.forEach((hour, i) => {
      const window = residuals(calibration, countsAt(numericDrift, i), hour.hour);
      const stored = JSON.parse(JSON.stringify({ ...state, recent: [] })) as typeof state;
      const judged = judge(calibration, withRecent(stored, evidence.slice(-30)), window);
      expect(judged.scores).toEqual(hour.scores);
      evidence.push(window);
      state = judged.state;
    });
  });

  it("refuses an hour that is not later than the last", () => {
    const window = residuals(calibration, countsAt(stableWeek, 0), 1000);
    const { state } = judge(calibration, initialState(), window);
    expect(() => judge(calibration, state, window)).toThrow(OutOfOrderError);
  });

  it("does not change the state that it is given", () => {
    const window = residuals(calibration, countsAt(stableWeek, 0), 1000);
    const state = Object.freeze(initialState());
    judge(calibration, state, window);
    expect(state).toEqual(initialState());
  });
});

describe("hours that can't be judged", () => {
  it("are insufficient, never ok, when they hold no rows", () => {
    const empty = calibration.features.map(({ mergedBin }) => ({
      counts: mergedBin.map(() => 0),
      missing: 0,
      unseen: 0,
    }));
    const { scores, driftScore } = judge(calibration, initialState(), residuals(calibration, empty, 1000));
    expect(new Set(scores.map(({ state }) => state))).toEqual(new Set(["insufficient"]));
    expect(driftScore).toBeNull();
  });

  it("are insufficient when they hold fewer than 30 independent rows, while the day still sums them", () => {
    const thin = judgeHours(calibration, stableWeek, REFERENCE_HOURS, (counts, i) =>
      i < 30 ? counts : counts.map((c) => ({ ...c, counts: c.counts.map((n) => Math.min(n, 2)) })),
    );
    const last = thin[40]!;
    const shift = last.scores.filter(({ feature, check }) => feature === "f0" && check === "shift");
    expect(shift.map(({ lens, state }) => [lens, state])).toContainEqual(["hour", "insufficient"]);
    expect(shift.find(({ lens }) => lens === "day")!.state).not.toBe("insufficient");
  });

  it("are insufficient for a feature that was not delivered, while the others are judged", () => {
    const hours = judgeHours(calibration, stableWeek, REFERENCE_HOURS, (counts) => [null, ...counts.slice(1)]);
    const { scores } = hours.at(-1)!;
    for (const score of scores) {
      if (score.feature === "f0") expect(score.state).toBe("insufficient");
      else expect(score.state).toBe("ok");
    }
  });

  it("leave the 24 hours to the new window alone after a gap of a day", () => {
    const hours = judgeHours(calibration, stableWeek, REFERENCE_HOURS, (counts, i) =>
      i > 48 && i < 100 ? null : counts,
    );
    const after = hours.find(({ hour }) => hour === MONDAY + REFERENCE_HOURS + 100)!;
    const [hour, day] = ["hour", "day"].map((lens) => after.scores.find((s) => s.feature === "f0" && s.lens === lens)!);
    expect(day!.rows).toBe(hour!.rows);
  });
});

describe("what is missing", () => {
  it("is found at once when a column is empty", () => {
    const hours = judgeHours(calibration, stableWeek, REFERENCE_HOURS, (counts, i) =>
      counts.map((c, f) => (f === 1 && i >= 30 ? allMissing(c) : c)),
    );
    const first = hours.find(({ scores }) => drifting(scores).length > 0)!;
    expect(first.hour).toBe(MONDAY + REFERENCE_HOURS + 30);
    expect(drifting(first.scores)[0]).toMatchObject({ feature: "f1", check: "missing", severity: "critical" });
  });

  it("is found within hours when a never-seen category has 5 % of the rows", () => {
    const hours = judgeHours(calibration, stableWeek, REFERENCE_HOURS, (counts, i) =>
      counts.map((c, f) =>
        f === 3 && i >= 30 ? { ...c, unseen: Math.round(0.05 * c.counts.reduce((a, b) => a + b)) } : c,
      ),
    );
    const first = hours.find(({ scores }) => drifting(scores).length > 0)!;
    expect(first.hour - (MONDAY + REFERENCE_HOURS + 30)).toBeLessThan(3);
    expect(drifting(first.scores).map(({ feature, check }) => `${feature} ${check}`)).toContain("f3 unseen");
  });
});

describe("a million rows an hour", () => {
  it("do not page for a shift of 0.02 standard deviations", () => {
    const large = smallWorld({ rowsPerHour: 1e6, seasonal: false });
    const learned = calibrated(large);
    const live = large.stream(REFERENCE_HOURS, 72, { kind: "shift", size: 0.02, onset: 0, feature: 0 });
    const hours = judgeHours(learned, live, REFERENCE_HOURS);
    const shifts = hours.flatMap(({ scores }) =>
      scores.filter(({ check, feature }) => check === "shift" && feature === "f0"),
    );
    expect(Math.max(...shifts.map(({ z }) => Math.abs(z)))).toBeGreaterThan(10);
    expect(drifting(shifts)).toEqual([]);
    expect(Math.max(...shifts.map(({ ratio }) => ratio))).toBe(0.99);
  });
});

describe("the trend", () => {
  const slow = smallWorld({ seed: 5 });
  const learned = calibrated(slow);
  const live = slow.stream(REFERENCE_HOURS, 24 * 12, { kind: "shift", size: 0.13, onset: 0, feature: 0 });
  const hours = judgeHours(learned, live, REFERENCE_HOURS);

  it("is insufficient before the first day has closed", () => {
    const early = hours.slice(0, 23).flatMap(({ scores }) => scores.filter(({ lens }) => lens === "trend"));
    expect(new Set(early.map(({ state }) => state))).toEqual(new Set(["insufficient"]));
  });

  it("adds up a small shift that no single day shows, from its first day on", () => {
    const trend = hours.at(-1)!.scores.find((s) => s.lens === "trend" && s.feature === "f0" && s.check === "shift")!;
    expect(trend.state).toBe("drifting");
    expect(trend.onset).toBe(MONDAY + REFERENCE_HOURS);
  });

  it("starts again from zero after its incident has closed, for that check alone", () => {
    const { state } = hours.at(-1)!;
    const reset = withoutTrend(learned, state, "f0", "shift");
    expect(reset.trends[0]![0]).toMatchObject({ up: 0, down: 0, upSince: null });
    expect(reset.trends[1]).toEqual(state.trends[1]);
  });

  it("is held against the limit of a check with a long memory, and has none where its own wobble is as slow", () => {
    const withMemory = (trendLimit: number | null) => {
      const [f0, ...others] = learned.features;
      const checks = f0!.checks.map((check) =>
        check.check === "shift" ? { ...check, longMemory: { memory: 4, trendLimit } } : check,
      );
      return { ...learned, features: [{ ...f0!, checks }, ...others] };
    };
    const trendOf = (limit: number | null) =>
      judgeHours(withMemory(limit), live, REFERENCE_HOURS)
        .at(-1)!
        .scores.find((s) => s.lens === "trend" && s.feature === "f0" && s.check === "shift");
    const plain = hours.at(-1)!.scores.find((s) => s.lens === "trend" && s.feature === "f0" && s.check === "shift")!;
    // Memory 4 halves every day's z, and each day must still exceed 1.
    expect(trendOf(20)).toMatchObject({ limit: 20, state: "ok" });
    expect(Math.abs(trendOf(20)!.z)).toBeLessThan(Math.abs(plain.z) / 2);
    expect(trendOf(null)).toBeUndefined();
  });

  it("counts a day that ended in a gap when the next hour comes", () => {
    const cut = judgeHours(learned, live, REFERENCE_HOURS, (counts, i) => (i >= 20 && i < 60 ? null : counts));
    const before = cut.find(({ hour }) => hour === MONDAY + REFERENCE_HOURS + 19)!;
    const after = cut.find(({ hour }) => hour === MONDAY + REFERENCE_HOURS + 60)!;
    expect(before.state.closedDay).toBeNull();
    expect(after.state.trends[0]![0]!.rows).toBeGreaterThan(0);
  });
});

function allMissing(counts: { counts: readonly number[]; missing: number; unseen: number }) {
  const rows = counts.counts.reduce((sum, n) => sum + n, 0) + counts.unseen;
  return { counts: counts.counts.map(() => 0), missing: counts.missing + rows, unseen: 0 };
}
