import { describe, expect, it } from "vitest";
import { type FeatureAnchor, typicalRows } from "../../../src/core/calibration/fit/anchor.js";
import { DEFAULT_RULES } from "../../../src/core/calibration/calibrate.js";
import { fitFeature } from "../../../src/core/calibration/fit/feature-fit.js";
import {
  emptyLensTable,
  type LensTable,
  lensWindow,
  rollingLenses,
} from "../../../src/core/calibration/fit/lens-table.js";
import { checkSample, shapeFreedom } from "../../../src/core/calibration/fit/lens-variance.js";
import { replayResiduals } from "../../../src/core/calibration/fit/replay.js";
import { removeSeason } from "../../../src/core/calibration/fit/season.js";
import { seasonPlan, windowClock } from "../../../src/core/calibration/fit/window-clock.js";
import { utc } from "../../../src/core/calibration/local-time.js";
import { checkAmount, checkZ } from "../../../src/core/calibration/scores/check-score.js";
import { scoreBasis } from "../../../src/core/calibration/scores/score-basis.js";
import { smoothedShares, writeScores } from "../../../src/core/calibration/scores/window-scores.js";
import { lensFreedom } from "../../../src/core/calibration/scores/z-scores.js";
import type { ReferenceFeature } from "../../../src/core/calibration/types.js";
import { agrees, type EndToEnd, vectors } from "./vectors.js";

/** 1970-01-05 was a Monday, the hour 0 of the vectors. */
const MONDAY = 96;
/** The vectors know no exact tails. */
const RULES = { ...DEFAULT_RULES, exactBelowExpected: 0 };
const CHECK_NAMES = { null: "missing", unseen: "unseen", shift: "shift", spread: "spread", shape: "shape" } as const;

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/**
 * The vectors take all rates' weights from the rows in bins, unseen rates of these rows, and missing rates of rows in bins
 * plus missing; the product counts unseen rows in both. The figures they pin are those of the functions below.
 */
function score(
  vector: EndToEnd,
  anchor: FeatureAnchor,
  stream: Pick<ReferenceFeature, "counts" | "missing" | "unseen">,
): LensTable {
  const table = emptyLensTable(stream.counts.length, vector.p.length + 2);
  const level = {
    shares: anchor.shares,
    missingRate: anchor.missing / (anchor.rows + anchor.missing),
    unseenRate: anchor.unseen / anchor.rows,
  };
  stream.counts.forEach((counts, i) => {
    const rows = sum(Array.from(counts));
    const [missing, unseen] = [stream.missing[i]!, stream.unseen[i]!];
    table.rows[i] = table.missingOf[i] = table.unseenOf[i] = rows;
    const denominators = { missing, missingOf: rows + missing, unseen, unseenOf: rows };
    writeScores(level, counts, denominators, table.residuals, i * table.columns);
  });
  return table;
}

function setUp(vector: EndToEnd) {
  const hours = vector.referenceCounts.map((_, i) => MONDAY + i);
  const clock = windowClock(hours, utc);
  const totals = vector.p.map((_, b) => sum(vector.referenceCounts.map((counts) => counts[b]!)));
  const shares = smoothedShares(totals);
  const anchor: FeatureAnchor = {
    mergedBin: shares.map((_, b) => b),
    shares,
    basis: vector.kind === "numeric" ? scoreBasis(shares) : [],
    rows: sum(totals),
    missing: sum(vector.referenceNull),
    unseen: sum(vector.referenceUnseen),
  };
  const feature: ReferenceFeature = {
    name: vector.name,
    kind: vector.kind,
    counts: vector.referenceCounts,
    missing: vector.referenceNull,
    unseen: vector.referenceUnseen,
  };
  const plan = { clock, season: seasonPlan("hour", 21), dayHours: 24, rules: RULES };
  const scored = score(vector, anchor, feature);
  const table = { scores: scored.residuals, columns: scored.columns, rows: scored.rows };
  const replay = replayResiduals(table, clock, plan.season);
  const fit = fitFeature(feature, anchor, scored, replay, typicalRows(scored.rows, clock), plan);
  return { fit, anchor, plan, columns: scored.columns };
}

describe.each(vectors.endToEnd)("end to end, $name feature", (vector) => {
  const { fit, anchor, plan, columns } = setUp(vector);
  const checkOf = (name: string) =>
    fit.checks.find(({ check }) => check === CHECK_NAMES[name as keyof typeof CHECK_NAMES])!;
  const twoSided = vector.checks.filter((name) => name !== "shape");
  const expectAgreement = (value: number, expected: number): void => {
    expect(agrees(value, expected), `${value} for ${expected}`).toBe(true);
  };

  it("learns the shares and the season", () => {
    anchor.shares.forEach((share, b) => {
      expectAgreement(share, vector.p[b]!);
    });
    const { hourCells, weekdayCells } = fit.replay.season;
    const expected = [
      [hourCells, 0, vector.seasonalCell0],
      [hourCells, 12, vector.seasonalCell12],
      [weekdayCells, 0, vector.seasonalDow0],
      [weekdayCells, 6, vector.seasonalDow6],
    ] as const;
    for (const [cells, row, values] of expected) {
      values.forEach((value, k) => {
        expectAgreement(cells[row * columns + k]!, value);
      });
    }
  });

  it("learns design effect and wobble of every check and lens", () => {
    twoSided.forEach((name, j) => {
      const check = checkOf(name);
      expectAgreement(check.omega, vector.omega[j]!);
      expectAgreement(check.atomic.wobble, vector.lenses["1"].tau2[j]!);
      expectAgreement(check.day!.wobble, vector.lenses["24"].tau2[j]!);
    });
    const shape = checkOf("shape");
    expectAgreement(shape.omega, vector.omegaOmnibus);
    expectAgreement(shape.atomic.wobble, vector.lenses["1"].T);
    expectAgreement(shape.day!.wobble, vector.lenses["24"].T);
    expectAgreement(shape.atomic.shapeFreedom, vector.lenses["1"].nu);
    const rolling = checkSample(fit.model, "shape", rollingLenses(fit.atomic, plan.clock, 24));
    expectAgreement(shapeFreedom(fit.model, shape.omega, shape.day!.wobble, rolling, false), vector.lenses["24"].nu);
  });

  it.each(vector.tests)("scores the $name stream through both lenses", (stream) => {
    const hours = stream.counts.map((_, i) => MONDAY + stream.startHour + i);
    const clock = windowClock(hours, utc);
    const scored = score(vector, anchor, { counts: stream.counts, missing: stream.null, unseen: stream.unseen });
    const residuals = new Float64Array(scored.residuals.length);
    const table = { scores: scored.residuals, columns, rows: scored.rows };
    removeSeason(table, clock, plan.season, fit.replay.season, -1, residuals);
    const atomic = { ...scored, residuals };
    const rolling = rollingLenses(atomic, clock, 24);
    const lenses = [
      { lens: atomic, z: stream.z1h, length: 1, name: "atomic" },
      { lens: rolling, z: stream.z24h.slice(23), length: 24, name: "day" },
    ] as const;
    for (const { lens, z, length, name } of lenses) {
      expect(lens.windows).toBe(z.length);
      const freedom = lensFreedom(vector.referenceHours, length, 1);
      z.forEach((row, i) => {
        vector.checks.forEach((label, j) => {
          const check = checkOf(label);
          const nu = vector.lenses[length === 1 ? "1" : "24"].nu;
          const variance = { ...check[name]!, shapeFreedom: nu };
          const value = checkZ(fit.model, check.check, check.omega, variance, lensWindow(lens, i), freedom);
          expectAgreement(value, row[j]!);
        });
      });
    }
    const last = lensWindow(rolling, rolling.windows - 1);
    twoSided.forEach((name, j) => {
      expectAgreement(checkAmount(fit.model, checkOf(name).check, last), stream.effectLast.comps[j]!);
    });
    expectAgreement(checkAmount(fit.model, "shape", last), stream.effectLast.omnibus);
  });
});
