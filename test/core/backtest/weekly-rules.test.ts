import { describe, expect, it } from "vitest";
import type { Incident } from "../../../src/contracts/verdict.js";
import { WeeklyRules } from "../../../src/core/backtest/weekly-rules.js";
import { calibratedRule } from "../../../src/core/verdict/calibrated/calibrated-rule.js";
import { learnNormal } from "../../../src/core/verdict/calibrated/learn-normal.js";
import type { CountedWindow } from "../../../src/core/verdict/calibrated/counted-window.js";
import type { Normal } from "../../../src/core/verdict/calibrated/normal.js";
import { finding } from "../verdict/findings.js";
import { FIRST_HOUR, HourlyWorld, worldBaseline } from "../verdict/calibrated/hourly-world.js";

const DAY = 24;
const WEEK = 7 * DAY;
const END = FIRST_HOUR + 2 * WEEK;
const baseline = worldBaseline();
const reference = new HourlyWorld(1, 60).windows(FIRST_HOUR, 2 * WEEK);
const normal = learnNormal(baseline, reference);

/** Hours at which another rule came into force, and what each was made of. */
function replayed(live: readonly CountedWindow[], incidents: readonly Incident[] = [], windows = reference) {
  const made: Normal[] = [];
  const rules = new WeeklyRules({
    baseline,
    normal,
    reference: windows,
    referenceEnd: END,
    calibration: {},
    dayAfter: (hour) => (Math.floor(hour / DAY) + 1) * DAY,
    rule: (each) => {
      made.push(each);
      return calibratedRule(each);
    },
  });
  const changes: number[] = [];
  let before = rules.at(END);
  for (const { hour, evidence } of live) {
    const rule = rules.at(hour);
    if (rule !== before) changes.push(hour - END);
    before = rule;
    rules.judged(hour, evidence, incidents);
  }
  return { changes, made };
}

describe("the calibrated rule over time", () => {
  const live = new HourlyWorld(2, 60).windows(END, 3 * WEEK);
  const quiet = replayed(live);

  it("is learned anew a week after the reference and every week since, from the next day on", () => {
    // The window a week after the end is the first of its day: the rule of the day after. From then on another week.
    expect(quiet.changes).toEqual([WEEK + DAY, 2 * WEEK + 2 * DAY]);
  });

  it("learns more and more windows, and never moves the level", () => {
    expect(quiet.made.map(({ calibration }) => calibration.referenceWindows)).toEqual([
      2 * WEEK,
      3 * WEEK + 1,
      4 * WEEK + DAY + 1,
    ]);
    expect(new Set(quiet.made.map(({ level }) => level)).size).toBe(1);
    expect(quiet.made[1]!.calibration.features.map(({ shares }) => shares)).toEqual(
      normal.calibration.features.map(({ shares }) => shares),
    );
  });

  it("learns nothing of a feature from windows in which it was part of an incident", () => {
    const amount = (each: Normal): unknown => each.calibration.features[0]!.checks[0]!.atomic;
    const incident: Incident = {
      id: "i",
      monitor: "census",
      status: "open",
      severity: "high",
      openedHour: END + 5,
      closedHour: null,
      lastDriftingHour: END + 5,
      findings: [{ ...finding("amount", "drifting"), onsetHour: END }],
    };
    // The incident covers all of production: the feature keeps what the reference alone says, the others learn more.
    const { made } = replayed(live.slice(0, WEEK + DAY + 1), [incident]);
    const alone = replayed(
      live.slice(0, WEEK + DAY + 1).map(({ hour, evidence }) => ({
        hour,
        evidence: {
          ...evidence,
          features: evidence.features.map((each, f) => (f === 0 ? { ...each, counts: none(each.counts) } : each)),
        },
      })),
    );
    expect(amount(made[1]!)).toEqual(amount(alone.made[1]!));
    expect(amount(made[1]!)).not.toEqual(amount(quiet.made[1]!));
  });

  it("stays as it is while there is too little to learn from", () => {
    // A reference of long ago: only its own windows of the last 90 days would count, and production has five.
    const old = reference.map(({ hour, evidence }) => ({ hour: hour - 200 * DAY, evidence }));
    expect(replayed(live.slice(WEEK, WEEK + 5), [], old).changes).toEqual([]);
  });
});

const none = ({ bins }: { readonly bins: readonly number[] }) => ({
  bins: bins.map(() => 0),
  unseen: 0,
  missing: 0,
  below: 0,
  above: 0,
});
