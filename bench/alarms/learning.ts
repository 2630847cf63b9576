import { initialLearningState, judgeLearning } from "../../src/core/calibration/learning/judge-learning.js";
import { learningCalibration, type TrainingTotals } from "../../src/core/calibration/learning/learning-calibration.js";
import { residuals } from "../../src/core/calibration/residuals.js";
import type { Calibration } from "../../src/core/calibration/types.js";
import { findingsOf } from "./findings.js";
import { countsAt } from "./replay.js";
import { tallier } from "./tally.js";
import { hourOf, sumOf, windowsOf } from "./windows.js";
import { type Drift, type FeatureStream, World } from "./world.js";

/** A monitor that learns: rows an hour, and how far production is from its training table. */
export interface LearningCase {
  readonly rowsPerHour: number;
  /** Standard deviations, on every numeric feature. */
  readonly offset: number;
}

export const LEARNING_CASES: readonly LearningCase[] = [100, 1_000].flatMap((rowsPerHour) =>
  [0, 0.2, 0.4].map((offset) => ({ rowsPerHour, offset })),
);

/** One monitor's first 14 days, as kept between slices of a run. Plain JSON. */
export interface LearningResult {
  readonly seed: number;
  readonly pages: number;
  readonly incidents: number;
  /** Hours until a shift of 0.5 sd that begins on day 8 is found, by feature; null beyond 48 hours. */
  readonly delays: readonly (number | null)[];
}

const LEARNING_HOURS = 14 * 24;
const TRAINING_HOURS = 14 * 24;
const ONSET_HOURS = 7 * 24;
const SHIFT = 0.5;
const FOUND_WITHIN_HOURS = 48;

/** Learns from a training table without times, then judges 14 stable days, and a shift in some features. */
export function measureLearning({ rowsPerHour, offset }: LearningCase, seed: number, detect: number): LearningResult {
  const world = new World({ seed, rowsPerHour });
  const training = world.stream(0, TRAINING_HOURS, { kind: "shift", size: -offset, onset: 0, feature: null });
  const totals: TrainingTotals[] = training.map((feature) => ({
    name: feature.name,
    kind: feature.kind,
    counts: Array.from(sumOf(feature.counts)),
    missing: feature.missing.reduce((sum, rows) => sum + rows, 0),
    unseen: feature.unseen.reduce((sum, rows) => sum + rows, 0),
  }));
  const calibration = learningCalibration(totals, { expectedDailyRows: 24 * rowsPerHour });
  const { pages, incidents } = tallyLearning(calibration, world.stream(TRAINING_HOURS, LEARNING_HOURS));
  const numeric = totals.flatMap(({ kind }, f) => (kind === "numeric" ? [f] : []));
  const delays = numeric.slice(0, detect).map((feature) => {
    const drift: Drift = { kind: "shift", size: SHIFT, onset: ONSET_HOURS, feature };
    const stream = world.stream(TRAINING_HOURS, ONSET_HOURS + FOUND_WITHIN_HOURS, drift, [feature]);
    const delay = firstLearningAlarm({ ...calibration, features: [calibration.features[feature]!] }, stream);
    return delay <= FOUND_WITHIN_HOURS ? delay : null;
  });
  return { seed, pages, incidents, delays };
}

function tallyLearning(calibration: Calibration, stream: readonly FeatureStream[]) {
  const tally = tallier("hour");
  let state = initialLearningState();
  for (let i = 0; i < windowsOf(stream); i++) {
    const hour = hourOf("hour", i);
    const judged = judgeLearning(calibration, state, residuals(calibration, countsAt(stream, i), hour));
    state = judged.state;
    const alarm = (judged.driftScore ?? 0) >= 1;
    tally.add(hour, { alarm, drifting: alarm, findings: () => findingsOf(judged.scores) });
  }
  return tally.result();
}

function firstLearningAlarm(calibration: Calibration, stream: readonly FeatureStream[]): number {
  let state = initialLearningState();
  for (let i = 0; i < windowsOf(stream); i++) {
    const judged = judgeLearning(calibration, state, residuals(calibration, countsAt(stream, i), hourOf("hour", i)));
    state = judged.state;
    if (i >= ONSET_HOURS && (judged.driftScore ?? 0) >= 1) return i - ONSET_HOURS + 1;
  }
  return Infinity;
}
