import { describe, expect, it } from "vitest";
import type { VerdictRule } from "../../../../src/contracts/rule.js";
import { NO_REJECTS } from "../../../../src/core/profile/profile.js";
import { anewNormal, joinNormals, learningAnew } from "../../../../src/core/verdict/calibrated/anew-rule.js";
import { calibratedRule } from "../../../../src/core/verdict/calibrated/calibrated-rule.js";
import type { CountedWindow } from "../../../../src/core/verdict/calibrated/counted-window.js";
import { learnNormal } from "../../../../src/core/verdict/calibrated/learn-normal.js";
import type { Normal } from "../../../../src/core/verdict/calibrated/normal.js";
import { foldHours } from "../../../../src/core/verdict/fold.js";
import type { WindowCounts } from "../../../../src/core/verdict/window-counts.js";
import { type Change, FIRST_HOUR, HourlyWorld, worldBaseline } from "./hourly-world.js";

const DAY = 24;
const ONSET = FIRST_HOUR + 28 * DAY;
const ACCEPTED = ONSET + 30;
const LEARNED = ONSET + 14 * DAY;
const baseline = worldBaseline();
const since = new Map([["amount", ONSET]]);
const OPTIONS = { falseAlarmsPer30Days: 1, window: "hour" } as const;

/** What opened, as `feature @ hours after the acceptance`. */
function opened(
  rule: VerdictRule<WindowCounts, unknown>,
  windows: readonly CountedWindow[],
  before: readonly CountedWindow[],
): string[] {
  const observed = (all: readonly CountedWindow[]) =>
    all.map(({ hour, evidence }) => ({
      hour,
      records: evidence.records,
      rejects: NO_REJECTS,
      restatement: 0,
      evidence,
    }));
  const input = {
    monitor: "census",
    rule,
    baseline,
    checkpoint: null,
    hours: observed(windows),
    before: observed(before),
  };
  return foldHours(input)
    .transitions.filter(({ kind }) => kind === "opened")
    .map(({ hour, incident }) => `${incident.findings[0]!.feature} @ ${hour - ACCEPTED}`);
}

interface Life {
  readonly normal: Normal;
  readonly changed: readonly CountedWindow[];
  readonly learning: readonly CountedWindow[];
  readonly world: HourlyWorld;
}

const higher = (feature: string): Change => (feature === "amount" ? { shift: 0.5 } : {});

/** Amounts rise by half a standard deviation and stay there; `more` is what else happens after the acceptance. */
function live(seed: number, more: (feature: string, hour: number) => Change = higher): Life {
  const world = new HourlyWorld(seed, 120);
  const normal = learnNormal(baseline, world.windows(FIRST_HOUR, 28 * DAY));
  const changed = world.windows(ONSET, 30, higher);
  return { normal, changed, learning: world.windows(ACCEPTED, LEARNED - ACCEPTED, more), world };
}

const anew = ({ normal, changed }: Life): VerdictRule<WindowCounts, unknown> =>
  learningAnew(calibratedRule(normal), [
    anewNormal(baseline, { number: 1, fromHour: ACCEPTED, since }, changed, OPTIONS),
  ]);

describe("a feature whose change was accepted", () => {
  // 24 worlds with seeds from 100 on had 5 incidents in 978 days, 0.15 in 30 days; without the acceptance each has one at once.
  it("keeps the budget of false pages while it is learned and afterwards", () => {
    let count = 0;
    for (const seed of [11, 12]) {
      const life = live(seed);
      count += opened(anew(life), life.learning, life.changed).length;
      const taught = [...life.changed, ...life.learning];
      const joined = joinNormals(life.normal, learnNormal(baseline, taught), new Set(["amount"]));
      count += opened(calibratedRule(joined), life.world.windows(LEARNED, 28 * DAY, higher), taught).length;
    }
    expect(count).toBeLessThanOrEqual(1);
  });

  it("would be told at once, were the change not accepted", () => {
    const life = live(15);
    expect(opened(calibratedRule(life.normal), life.learning, life.changed)[0]).toMatch(/^amount @ [01]$/);
  });

  it("is told when it changes again by as much as it did, and so are the others", () => {
    const again = ACCEPTED + 5 * DAY;
    const more = (feature: string, hour: number): Change => ({
      ...higher(feature),
      ...(hour >= again && feature === "amount" && { shift: 1.1 }),
      ...(hour >= again + 2 * DAY && feature === "score" && { shift: 0.3 }),
    });
    const life = live(16, more);
    const told = opened(anew(life), life.learning, life.changed);
    expect(told.map((line) => line.split(" @ ")[0])).toEqual(["amount", "score"]);
    expect(Number(told[0]!.split(" @ ")[1]) - 5 * DAY).toBeLessThan(24);
  });

  it("once learned is held against its own new level", () => {
    const life = live(17);
    const taught = [...life.changed, ...life.learning];
    const joined = joinNormals(life.normal, learnNormal(baseline, taught), new Set(["amount"]));
    const back = life.world.windows(LEARNED, 3 * DAY);
    expect(opened(calibratedRule(joined), back, taught)[0]).toContain("amount");
    expect(joined.calibration.promised).toBe(false);
    expect(joined.calibration.features.map(({ name }) => name)).toEqual(["amount", "score", "country"]);
    expect(joined.calibration.features[1]).toEqual(life.normal.calibration.features[1]);
  });
});
