import { describe, expect, it } from "vitest";
import type { Baseline } from "../../../../src/contracts/baseline.js";
import { calibratedRule } from "../../../../src/core/verdict/calibrated/calibrated-rule.js";
import { learnNormal } from "../../../../src/core/verdict/calibrated/learn-normal.js";
import type { CountedWindow } from "../../../../src/core/verdict/calibrated/counted-window.js";
import { type FoldResult, foldHours } from "../../../../src/core/verdict/fold.js";
import { NO_REJECTS } from "../../../../src/core/profile/profile.js";
import { FIRST_HOUR, HourlyWorld, worldBaseline } from "./hourly-world.js";

const DAYS_28 = 28 * 24;
const LIVE = FIRST_HOUR + DAYS_28;
const baseline = worldBaseline();
const reference = new HourlyWorld(51).windows(FIRST_HOUR, DAYS_28);

function judged(windows: readonly CountedWindow[], rule = calibratedRule(learnNormal(baseline, reference))) {
  return foldHours({
    monitor: "census",
    rule,
    baseline,
    checkpoint: null,
    hours: windows.map(({ hour, evidence }) => ({
      hour,
      records: evidence.records,
      rejects: NO_REJECTS,
      restatement: 0,
      evidence,
    })),
  });
}

const opened = ({ transitions }: FoldResult<unknown>): string[] =>
  transitions.flatMap(({ kind, incident }) => (kind === "opened" ? [incident.findings[0]!.feature] : []));

/** The window with every count times a factor: as many more rows of the same mix. */
function times(factor: number, { hour, evidence }: CountedWindow): CountedWindow {
  const features = evidence.features.map((feature) => {
    const { bins, missing, unseen } = feature.counts;
    const counts = { bins: bins.map((n) => n * factor), missing: missing * factor, unseen: unseen * factor };
    return { ...feature, counts: { ...feature.counts, ...counts } };
  });
  return { hour, evidence: { ...evidence, records: evidence.records * factor, features } };
}

describe("the calibrated rule at its edges", () => {
  it("still finds the next incident after a reference that holds one", () => {
    const withIncident = new HourlyWorld(52).windows(FIRST_HOUR, DAYS_28, (feature, hour) =>
      feature === "amount" && hour >= FIRST_HOUR + 200 && hour < FIRST_HOUR + 206 ? { shift: 2 } : {},
    );
    const rule = calibratedRule(learnNormal(baseline, withIncident));
    const windows = new HourlyWorld(53).windows(LIVE, 48, (feature, hour) =>
      feature === "amount" && hour >= LIVE + 24 ? { shift: 1 } : {},
    );
    expect(opened(judged(windows, rule))).toEqual(["amount"]);
  });

  it("pages nobody for a shift that means nothing, however many rows an hour has", () => {
    const many = (seed: number, from: number, hours: number, shift: number): CountedWindow[] =>
      new HourlyWorld(seed, 1_000)
        .windows(from, hours, (feature) => (feature === "amount" ? { shift } : {}))
        .map((window) => times(1_000, window));
    const rule = calibratedRule(learnNormal(baseline, many(54, FIRST_HOUR, 14 * 24, 0)));
    const { transitions, verdicts } = judged(many(55, LIVE, 48, 0.02), rule);
    expect(verdicts[0]!.records).toBe(1_000_000);
    expect(transitions).toEqual([]);
  });

  it("holds a feature that stops coming against its usual share of missing values", () => {
    const windows = new HourlyWorld(56).windows(LIVE, 30, (feature, hour) =>
      feature === "score" && hour >= LIVE + 24 ? { missing: 1 } : {},
    );
    const { transitions } = judged(windows);
    expect(transitions[0]!.incident.findings[0]).toMatchObject({
      feature: "score",
      check: "missing",
      change: { what: "missing values", now: 1 },
    });
    expect(transitions[0]!.hour).toBe(LIVE + 24);
  });

  it("goes on after hours, days and a month without records", () => {
    for (const gap of [5, 30, 30 * 24]) {
      const windows = [...new HourlyWorld(57).windows(LIVE, 30), ...new HourlyWorld(58).windows(LIVE + 30 + gap, 48)];
      const { verdicts } = judged(windows);
      expect(new Set(verdicts.slice(1).map(({ status }) => status))).toEqual(new Set(["ok"]));
    }
  });

  it("says insufficient, not ok, of an hour without rows", () => {
    const [before, empty] = [new HourlyWorld(59).windows(LIVE, 3), times(0, reference[0]!)];
    const { verdicts } = judged([{ ...empty, hour: LIVE }, ...before.map((it) => ({ ...it, hour: it.hour + 40 }))]);
    expect(verdicts[0]).toMatchObject({ status: "insufficient", score: null, reasons: ["no records in this window"] });
  });

  it("reads seasons and days by the monitor's own clock, over a change to summer time too", () => {
    // Berlin: an hour ahead of UTC, two from 2026-03-29 01:00 UTC on.
    const change = Date.UTC(2026, 2, 29, 1) / 3_600_000;
    const zone = (hour: number): number => (hour >= change ? 120 : 60);
    const from = change - DAYS_28;
    // The world's season follows UTC, so it moves by an hour against the local clock; nothing else does.
    const normal = learnNormal(baseline, new HourlyWorld(60).windows(from, DAYS_28), { zone });
    const { transitions, verdicts } = judged(
      new HourlyWorld(61).windows(change, 7 * 24),
      calibratedRule(normal, { zone }),
    );
    expect(transitions).toEqual([]);
    expect(verdicts.at(-1)!.status).toBe("ok");
  });

  it("learns and judges 5,000 features", () => {
    const wide = widened(baseline, 1_700);
    const widen = ({ hour, evidence }: CountedWindow): CountedWindow => ({
      hour,
      evidence: { ...evidence, features: Array.from({ length: 1_700 }, () => evidence.features).flat() },
    });
    const normal = learnNormal(wide, new HourlyWorld(62).windows(FIRST_HOUR, 24).map(widen));
    const [window] = new HourlyWorld(63).windows(LIVE, 1).map(widen);
    const rule = calibratedRule(normal);
    const { findings } = rule.judge(wide, rule.initialState(), window!.hour, window!.evidence, []);
    // Numeric features have shift, spread, shape and missing; categorical ones shape, missing and unseen.
    expect(findings).toHaveLength(1_700 * (4 + 4 + 3));
    expect(findings.every(({ state }) => state !== "drifting")).toBe(true);
  });
});

function widened({ features, ...rest }: Baseline, copies: number): Baseline {
  const many = Array.from({ length: copies }, (_, i) =>
    features.map((feature) => ({ ...feature, name: `${feature.name}-${i}` })),
  );
  return { ...rest, features: many.flat() };
}
