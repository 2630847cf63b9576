import type { HourIndex } from "../../../contracts/verdict.js";
import { OutOfOrderError } from "../calibration-errors.js";
import { featureModels } from "../judge/feature-model.js";
import { scoreLens } from "../judge/lens-score.js";
import { sumWindows } from "../judge/window-sum.js";
import { type LiveMean, onLiveMean } from "./live-mean.js";
import type { LensWindow } from "../scores/check-score.js";
import { CERTAIN } from "../scores/z-scores.js";
import type { Calibration, CheckScore, WindowEvidence } from "../types.js";

const DAY_HOURS = 24;
/** The day before the present one is not yet part of the mean that it is compared with: it may hold the same change. */
export const SETTLED_AFTER_HOURS = 72;

/** Row-weighted sums of one feature over the windows that have settled. Plain JSON. */
export type SettledSums = LiveMean;

/** What learning carries from window to window. Plain JSON. */
export interface LearningState {
  readonly lastHour: HourIndex | null;
  /** Windows that have not settled, oldest first. */
  readonly recent: readonly WindowEvidence[];
  /** [feature]; empty until windows have settled. */
  readonly settled: readonly SettledSums[];
  readonly settledWindows: number;
}

export interface LearningJudgement {
  readonly state: LearningState;
  readonly scores: readonly CheckScore[];
  readonly driftScore: number | null;
}

export function initialLearningState(): LearningState {
  return { lastHour: null, recent: [], settled: [], settledWindows: 0 };
}

/**
 * Judges a window while learning: the last 24 hours against the live mean of the windows before them, so that an offset
 * between training and serving, which is told once (`trainingOffset`), does not alarm. A pure fold like `judge`.
 *
 * Variance: max(5, omega) (1/n + 1/n_mean) + 0.1^2.
 * Until a day of windows has settled everything is `insufficient`.
 *
 * @param calibration made by `learningCalibration`
 * @throws OutOfOrderError when the window is not later than the last one
 */
export function judgeLearning(
  calibration: Calibration,
  state: LearningState,
  evidence: WindowEvidence,
): LearningJudgement {
  if (state.lastHour !== null && evidence.hour <= state.lastHour) {
    throw new OutOfOrderError(evidence.hour, state.lastHour);
  }
  const next = settle(calibration, state, evidence);
  const lastDay = next.recent.filter(({ hour }) => hour > evidence.hour - DAY_HOURS);
  const windowsPerDay = calibration.window === "day" ? 1 : DAY_HOURS;
  const scores = calibration.features.flatMap((_, f) => scoreFeature(calibration, f, lastDay, next, windowsPerDay));
  const judged = scores.filter((score) => score.state !== "insufficient").map((score) => score.ratio);
  return { state: next, scores, driftScore: judged.length === 0 ? null : Math.max(...judged) };
}

/**
 * How far production is from the training table: effect and z under independent-row clusters of the live mean so far, per
 * check. Told once as a finding, never as an alarm. Null until windows have settled.
 */
export function trainingOffset(calibration: Calibration, state: LearningState): CheckScore[] | null {
  if (state.settledWindows === 0) return null;
  const models = featureModels(calibration);
  return calibration.features.flatMap((feature, f) => {
    const window = settledWindow(state.settled[f]!);
    return feature.checks.map((check) => {
      const variance = { ...check.atomic, wobble: 0 };
      const view = { lens: "day" as const, limit: feature.limits.day!, window, typical: 0, freedom: CERTAIN };
      return scoreLens(feature, models[f]!, check, variance, view);
    });
  });
}

function settle(calibration: Calibration, state: LearningState, evidence: WindowEvidence): LearningState {
  const all = [...state.recent, evidence];
  const settling = all.filter(({ hour }) => hour <= evidence.hour - SETTLED_AFTER_HOURS);
  if (settling.length === 0) return { ...state, lastHour: evidence.hour, recent: all };
  const settled = calibration.features.map((feature, f) =>
    merge(state.settled[f], sumWindows(settling, f, feature.shares.length + 2)),
  );
  return {
    lastHour: evidence.hour,
    recent: all.slice(settling.length),
    settled,
    settledWindows: state.settledWindows + settling.length,
  };
}

function merge(before: SettledSums | undefined, added: LensWindow): SettledSums {
  if (before === undefined) {
    const { rows, missing, unseen } = added;
    return { rows, missing, unseen, residuals: Array.from(added.residuals) };
  }
  const old = settledWindow(before);
  const last = before.residuals.length - 1;
  return {
    rows: before.rows + added.rows,
    missing: before.missing + added.missing,
    unseen: before.unseen + added.unseen,
    residuals: before.residuals.map((mean, k) => {
      const weight = (w: LensWindow): number => (k === last ? w.unseenOf : k === last - 1 ? w.missingOf : w.rows);
      const total = weight(old) + weight(added);
      return total === 0 ? 0 : (mean * weight(old) + added.residuals[k]! * weight(added)) / total;
    }),
  };
}

function settledWindow(sums: SettledSums): LensWindow {
  const unseenOf = sums.rows + sums.unseen;
  return { ...sums, unseenOf, missingOf: unseenOf + sums.missing, at: 0 };
}

function scoreFeature(
  calibration: Calibration,
  f: number,
  lastDay: readonly WindowEvidence[],
  state: LearningState,
  windowsPerDay: number,
): CheckScore[] {
  const feature = calibration.features[f]!;
  const model = featureModels(calibration)[f]!;
  const now = sumWindows(lastDay, f, model.bins + 2);
  const mean = state.settled[f];
  const enough = mean !== undefined && mean.rows > 0 && state.settledWindows >= windowsPerDay;
  const live = enough ? onLiveMean(feature, model, mean, now) : { model, window: { ...now, ...NO_ROWS } };
  return feature.checks.map((check) => {
    const dimensions = check.check === "shape" ? check.atomic.shapeFreedom : 1;
    const sampling = (dimensions * check.omega) / Math.max(mean?.rows ?? 0, 1);
    const variance = { ...check.atomic, wobble: check.atomic.wobble + sampling };
    const view = {
      lens: "day" as const,
      limit: feature.limits.day!,
      window: live.window,
      typical: 0,
      freedom: CERTAIN,
    };
    return scoreLens(feature, live.model, check, variance, view);
  });
}

const NO_ROWS = { rows: 0, missingOf: 0, unseenOf: 0 };
