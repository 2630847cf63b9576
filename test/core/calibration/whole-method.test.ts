import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { calibrate } from "../../../src/core/calibration/calibrate.js";
import { initialState, judge } from "../../../src/core/calibration/judge.js";
import { residuals } from "../../../src/core/calibration/residuals.js";
import type { Calibration, CheckScore, FeatureCounts } from "../../../src/core/calibration/types.js";
import { fixtureStream, type FixtureHour } from "./whole-method-stream.js";

interface ExpectedCheck {
  readonly check: string;
  readonly omega: number;
  readonly wobble: readonly [number, number];
  readonly shapeFreedom: readonly [number, number];
  readonly tail: readonly [number, number, number];
  readonly dayScale: number;
  readonly trendScale: number;
}
interface ExpectedScore {
  readonly hour: number;
  readonly feature: string;
  readonly check: string;
  readonly hourZ: number | null;
  readonly hourEffect: number | null;
  readonly dayZ: number | null;
  readonly dayEffect: number | null;
  readonly trend?: number;
}
interface Expected {
  readonly start: number;
  readonly days: number;
  readonly liveDays: number;
  readonly zoneHours: number;
  readonly seeds: readonly [number, number];
  readonly liveShift: number;
  readonly windows: number;
  readonly memory: number;
  readonly limits: Readonly<Record<"hour" | "day" | "trend", number>>;
  readonly features: readonly {
    readonly name: string;
    readonly kind: "numeric" | "categorical";
    readonly mergedBin: readonly number[];
    readonly shares: readonly number[];
    readonly typical: readonly [number, number];
    readonly checks: readonly ExpectedCheck[];
  }[];
  readonly scores: readonly ExpectedScore[];
}

// Written by fixtures/reference/whole_method.py, an independent numpy implementation.
const expected = JSON.parse(readFileSync(new URL("./fixtures/whole-method.json", import.meta.url), "utf8")) as Expected;

const zone = (): number => expected.zoneHours * 60;

function calibrateFixture(): Calibration {
  const hours = fixtureStream(expected.seeds[0], expected.start, 24 * expected.days, 0, expected.zoneHours);
  return calibrate(
    {
      hours: hours.map(({ hour }) => hour),
      features: expected.features.map(({ name, kind }, f) => ({
        name,
        kind,
        counts: hours.map(({ features }) => features[f]!.counts),
        missing: hours.map(({ features }) => features[f]!.missing),
        unseen: hours.map(({ features }) => features[f]!.unseen),
      })),
    },
    { zone },
  );
}

/** The fold over live hours; scores by hour of the stream, feature, check and lens. */
function judgeStream(calibration: Calibration, hours: readonly FixtureHour[], first: number): Map<string, CheckScore> {
  const scores = new Map<string, CheckScore>();
  let state = initialState();
  for (const { hour, features } of hours) {
    const counts: readonly FeatureCounts[] = features;
    const judged = judge(calibration, state, residuals(calibration, counts, hour, zone));
    for (const score of judged.scores) {
      scores.set([hour - first, score.feature, score.check, score.lens].join(" "), score);
    }
    // Everything that is carried on survives storage.
    state = JSON.parse(JSON.stringify(judged.state)) as typeof judged.state;
  }
  return scores;
}

describe("the whole amended method agrees with an independent implementation", () => {
  const calibration = calibrateFixture();
  const close = (value: number, reference: number, digits: number): void => {
    expect(Math.abs(value - reference), `${value} for ${reference}`).toBeLessThanOrEqual(
      10 ** -digits * (1 + Math.abs(reference)),
    );
  };

  it("in length, memory and limits", () => {
    expect(calibration.referenceWindows).toBe(expected.windows);
    expect(calibration.referenceDays).toBe(expected.days);
    close(calibration.memory, expected.memory, 8);
    for (const { limits } of calibration.features) {
      close(limits.hour!, expected.limits.hour, 8);
      close(limits.day!, expected.limits.day, 8);
      close(limits.trend!, expected.limits.trend, 8);
    }
  });

  it.each(expected.features)("in bins, variances and tails of $name", (feature) => {
    const learned = calibration.features.find(({ name }) => name === feature.name)!;
    expect(learned.mergedBin).toEqual(feature.mergedBin);
    learned.shares.forEach((share, b) => {
      close(share, feature.shares[b]!, 12);
    });
    close(learned.typicalRows.atomic, feature.typical[0], 12);
    close(learned.typicalRows.day, feature.typical[1], 12);
    expect(learned.checks.map(({ check }) => check)).toEqual(feature.checks.map(({ check }) => check));
    learned.checks.forEach((check, c) => {
      const reference = feature.checks[c]!;
      close(check.omega, reference.omega, 7);
      close(check.atomic.wobble, reference.wobble[0], 8);
      close(check.day!.wobble, reference.wobble[1], 8);
      close(check.atomic.shapeFreedom, reference.shapeFreedom[0], 6);
      close(check.day!.shapeFreedom, reference.shapeFreedom[1], 6);
      close(check.atomic.tail.scale, reference.tail[0], 6);
      close(check.atomic.tail.slope, reference.tail[2], 6);
      close(check.day!.tail.scale, reference.dayScale, 6);
      close(check.trendScale, reference.trendScale, 6);
    });
  });

  it("in every z and effect of six live days", () => {
    const first = expected.start + 24 * expected.days;
    const hours = fixtureStream(
      expected.seeds[1],
      first,
      24 * expected.liveDays,
      expected.liveShift,
      expected.zoneHours,
    );
    const scores = judgeStream(calibration, hours, first);
    expect(expected.scores.length).toBeGreaterThan(200);
    for (const row of expected.scores) {
      for (const lens of ["hour", "day"] as const) {
        const score = scores.get([row.hour, row.feature, row.check, lens].join(" "))!;
        const z = lens === "hour" ? row.hourZ : row.dayZ;
        if (z === null) {
          expect(score.state).toBe("insufficient");
          continue;
        }
        // Evidence is stored to seven decimals, seasonal means to six digits.
        close(score.z, z, 4);
        close(score.effect, (lens === "hour" ? row.hourEffect : row.dayEffect)!, 4);
      }
      if (row.trend !== undefined)
        close(scores.get([row.hour, row.feature, row.check, "trend"].join(" "))!.z, row.trend, 3);
    }
  });
});
