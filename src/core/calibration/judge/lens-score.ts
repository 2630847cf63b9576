import type { HourIndex } from "../../../contracts/verdict.js";
import {
  checkEffect,
  checkRows,
  checkZ,
  type FeatureModel,
  isSufficient,
  type LensWindow,
} from "../scores/check-score.js";
import { severityOf } from "../scores/effect.js";
import type { LensFreedom } from "../scores/z-scores.js";
import { correctTail } from "../fit/tail-correction.js";
import type { CheckCalibration, CheckScore, FeatureCalibration, LensName, LensVariance, TrendState } from "../types.js";

/** A lens of a feature in one window. */
export interface LensView {
  readonly lens: "hour" | "day";
  readonly limit: number;
  readonly window: LensWindow;
  /** Median rows of such a window. */
  readonly typical: number;
  readonly freedom: LensFreedom;
}

/** Just below the alarm line: what a change too small to matter can score at most. */
const BELOW_ALARM = 0.99;

/** One check of one feature through a lens. Onset is filled in by the fold. */
export function scoreLens(
  feature: FeatureCalibration,
  model: FeatureModel,
  check: CheckCalibration,
  variance: LensVariance,
  view: LensView,
): CheckScore {
  const rows = checkRows(check.check, view.window);
  if (!isSufficient(rows, check.omega, view.typical, model.rules)) {
    return finish(feature, check, view.lens, view.limit, { z: 0, effect: 0, rows, insufficient: true }, model);
  }
  const raw = checkZ(model, check.check, check.omega, variance, view.window, view.freedom);
  const effect = checkEffect(model, check.check, check.omega, view.window);
  const z = correctTail(raw, variance.tail);
  return finish(feature, check, view.lens, view.limit, { z, effect, rows, insufficient: false }, model);
}

/** The trend of one check, from the sums after the last closed day. Insufficient before the first. */
export function scoreTrend(
  feature: FeatureCalibration,
  model: FeatureModel,
  check: CheckCalibration,
  limit: number,
  trend: TrendState,
): CheckScore {
  const z = trend.up >= trend.down ? trend.up : -trend.down;
  const score = finish(
    feature,
    check,
    "trend",
    limit,
    { z, effect: trend.effect, rows: trend.rows, insufficient: trend.rows === 0 },
    model,
  );
  return { ...score, onset: onsetOf(score, trend) };
}

function onsetOf(score: CheckScore, trend: TrendState): HourIndex | null {
  if (score.state === "insufficient") return null;
  return score.z >= 0 ? trend.upSince : trend.downSince;
}

function finish(
  feature: FeatureCalibration,
  check: CheckCalibration,
  lens: LensName,
  limit: number,
  amount: { z: number; effect: number; rows: number; insufficient: boolean },
  model: FeatureModel,
): CheckScore {
  const { z, effect, rows, insufficient } = amount;
  const size = check.check === "shape" ? Math.max(0, z) : Math.abs(z);
  const ratio = effect >= model.rules.minimumEffect ? size / limit : Math.min(size / limit, BELOW_ALARM);
  return {
    feature: feature.name,
    group: feature.group,
    check: check.check,
    lens,
    state: insufficient ? "insufficient" : ratio >= 1 ? "drifting" : "ok",
    z,
    limit,
    ratio: insufficient ? 0 : ratio,
    effect,
    severity: severityOf(effect),
    rows,
    effectiveRows: rows / check.omega,
    onset: null,
  };
}
