import { OutOfOrderError } from "./calibration-errors.js";
import { closeDay, dayFreedom, NO_TREND } from "./judge/close-day.js";
import { featureModels } from "./judge/feature-model.js";
import { type LensView, scoreLens, scoreTrend } from "./judge/lens-score.js";
import { advanceOnset, ONSETS_NEVER } from "./judge/onset.js";
import { sumWindows } from "./judge/window-sum.js";
import type { FeatureModel } from "./scores/check-score.js";
import { atomicFreedom, type LensFreedom } from "./scores/z-scores.js";
import type { Calibration, CheckName, CheckScore, JudgeState, Judgement, WindowEvidence } from "./types.js";

const DAY_HOURS = 24;

/** The state before any window. */
export function initialState(): JudgeState {
  return { lastHour: null, closedDay: null, recent: [], trends: [], onsets: [] };
}

/** A checkpoint's state with the evidence of the windows before it, from which `recent` is taken. */
export function withRecent(state: JudgeState, windows: readonly WindowEvidence[]): JudgeState {
  if (state.lastHour === null) return { ...state, recent: [] };
  return { ...state, recent: kept(windows, state.lastHour, state.closedDay) };
}

/** The state after an incident on this check has closed: its trend starts again from zero. */
export function withoutTrend(
  calibration: Calibration,
  state: JudgeState,
  feature: string,
  check: CheckName,
): JudgeState {
  const trends = state.trends.map((checks, f) =>
    checks.map((trend, c) => {
      const known = calibration.features[f];
      const named = known?.name === feature && known.checks[c]?.check === check;
      return named && trend !== null ? NO_TREND : trend;
    }),
  );
  return { ...state, trends };
}

/**
 * Judges one window: a pure fold over evidence in the order of hours. Every check of every feature is scored through
 * the atomic window, the 24 hours up to it, and the daily trend as of the last closed local day.
 *
 * Hours without captures are simply not given; they weigh nothing. A window without rows, or with too few to judge, is
 * `insufficient`, never ok. After a gap of a day the 24 hours hold the new window alone.
 *
 * @throws OutOfOrderError when the window is not later than the last one; judge again from an earlier state
 */
export function judge(calibration: Calibration, state: JudgeState, evidence: WindowEvidence): Judgement {
  if (state.lastHour !== null && evidence.hour <= state.lastHour) {
    throw new OutOfOrderError(evidence.hour, state.lastHour);
  }
  const models = featureModels(calibration);
  const { trends, closedDay, windows } = closeDays(calibration, models, state, evidence);
  const recent = kept(windows, evidence.hour, closedDay);
  const lastDay = recent.filter(({ hour }) => hour > evidence.hour - DAY_HOURS);
  const scores: CheckScore[] = [];
  const onsets = calibration.features.map((_, f) => {
    const judged = judgeFeature(calibration, models[f]!, f, evidence, lastDay, trends, state.onsets[f] ?? ONSETS_NEVER);
    scores.push(...judged.scores);
    return judged.onsets;
  });
  return {
    state: { lastHour: evidence.hour, closedDay, recent, trends, onsets },
    scores,
    driftScore: driftScore(scores),
  };
}

/** Counts every local day that is over: one that ended in a gap when the next window comes, else with its last hour. */
function closeDays(
  calibration: Calibration,
  models: readonly FeatureModel[],
  state: JudgeState,
  evidence: WindowEvidence,
): { trends: JudgeState["trends"]; closedDay: number | null; windows: readonly WindowEvidence[] } {
  let { trends, closedDay } = state;
  const close = (windows: readonly WindowEvidence[], day: number): void => {
    const ofDay = windows.filter((window) => window.day === day);
    if (ofDay.length > 0) trends = closeDay(calibration, models, trends, ofDay);
    closedDay = day;
  };
  const open = state.recent.at(-1);
  if (open !== undefined && open.day > (closedDay ?? -Infinity) && open.day < evidence.day)
    close(state.recent, open.day);
  const windows = [...state.recent, evidence];
  if (evidence.endsDay && evidence.day > (closedDay ?? -Infinity)) close(windows, evidence.day);
  return { trends, closedDay, windows };
}

/** Windows of the last 24 hours, and of the local day that is not closed: a day has 25 hours when clocks go back. */
function kept(windows: readonly WindowEvidence[], hour: number, closedDay: number | null): readonly WindowEvidence[] {
  return windows.filter((w) => w.hour <= hour && (w.hour > hour - DAY_HOURS || w.day > (closedDay ?? -Infinity)));
}

function judgeFeature(
  calibration: Calibration,
  model: FeatureModel,
  f: number,
  evidence: WindowEvidence,
  lastDay: readonly WindowEvidence[],
  trends: JudgeState["trends"],
  onsets: JudgeState["onsets"][number],
): { scores: CheckScore[]; onsets: JudgeState["onsets"][number] } {
  const feature = calibration.features[f]!;
  const { limits, typicalRows } = feature;
  const columns = model.bins + 2;
  const atomic: Omit<LensView, "lens" | "limit"> = {
    window: sumWindows([evidence], f, columns),
    typical: typicalRows.atomic,
    freedom: atomicFreedom(calibration.window, calibration.referenceWindows),
  };
  const views: (Omit<LensView, "freedom"> & { readonly freedom: LensFreedom | null })[] = [];
  if (calibration.window === "day") {
    if (limits.day !== null) views.push({ lens: "day", limit: limits.day, ...atomic });
  } else {
    if (limits.hour !== null) views.push({ lens: "hour", limit: limits.hour, ...atomic });
    if (limits.day !== null) {
      const window = sumWindows(lastDay, f, columns);
      views.push({
        lens: "day",
        limit: limits.day,
        window,
        typical: typicalRows.day,
        freedom: null,
      });
    }
  }
  const scores: CheckScore[] = [];
  const nextOnsets = feature.checks.map((check, c) => {
    const scored = views.map((view) => {
      const variance = view.lens === "day" ? (check.day ?? check.atomic) : check.atomic;
      const freedom = view.freedom ?? dayFreedom(calibration, check);
      return scoreLens(feature, model, check, variance, { ...view, freedom });
    });
    const onset = advanceOnset(onsets[c] ?? null, scored, evidence.hour);
    for (const score of scored) scores.push(score.state === "insufficient" ? score : { ...score, onset });
    const trend = trends[f]?.[c] ?? NO_TREND;
    const trendLimit = check.longMemory === undefined ? limits.trend : check.longMemory.trendLimit;
    if (trendLimit !== null && check.check !== "shape") {
      scores.push(scoreTrend(feature, model, check, trendLimit, trend));
    }
    return onset;
  });
  return { scores, onsets: nextOnsets };
}

function driftScore(scores: readonly CheckScore[]): number | null {
  let highest: number | null = null;
  for (const score of scores) {
    if (score.state !== "insufficient" && (highest === null || score.ratio > highest)) highest = score.ratio;
  }
  return highest;
}
