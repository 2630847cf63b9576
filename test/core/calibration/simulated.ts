import type { FeatureStream, WorldSettings } from "../../../bench/alarms/world.js";
import { World } from "../../../bench/alarms/world.js";
import { calibrate, type CalibrationOptions } from "../../../src/core/calibration/calibrate.js";
import { initialState, judge } from "../../../src/core/calibration/judge.js";
import { residuals } from "../../../src/core/calibration/residuals.js";
import type {
  Calibration,
  FeatureCounts,
  JudgeState,
  Judgement,
  ReferenceSeries,
} from "../../../src/core/calibration/types.js";

/** A Monday, 00:00 UTC. */
export const MONDAY = 96;
export const REFERENCE_HOURS = 672;

export const smallWorld = (settings: Partial<WorldSettings> = {}): World =>
  new World({ features: 4, seed: 3, ...settings });

export function seriesOf(stream: readonly FeatureStream[], start = 0): ReferenceSeries {
  return { hours: Array.from(stream[0]!.missing, (_, i) => MONDAY + start + i), features: stream };
}

export function calibrated(world: World, options: CalibrationOptions = {}): Calibration {
  return calibrate(seriesOf(world.stream(0, REFERENCE_HOURS)), options);
}

/** Counts of every feature in hour i of a stream. */
export function countsAt(stream: readonly FeatureStream[], i: number): FeatureCounts[] {
  return stream.map((feature) => ({
    counts: Array.from(feature.counts[i]!),
    missing: feature.missing[i]!,
    unseen: feature.unseen[i]!,
  }));
}

export interface JudgedHour extends Judgement {
  readonly hour: number;
}

/** The fold over hours of a stream that begins at hour `start`; hours that `change` makes null are not given. */
export function judgeHours(
  calibration: Calibration,
  stream: readonly FeatureStream[],
  start: number,
  change: (counts: FeatureCounts[], i: number) => (FeatureCounts | null)[] | null = (counts) => counts,
  from: JudgeState = initialState(),
): JudgedHour[] {
  let state = from;
  const judged: JudgedHour[] = [];
  for (let i = 0; i < stream[0]!.missing.length; i++) {
    const counts = change(countsAt(stream, i), i);
    if (counts === null) continue;
    const hour = MONDAY + start + i;
    const outcome = judge(calibration, state, residuals(calibration, counts, hour));
    state = outcome.state;
    judged.push({ ...outcome, hour });
  }
  return judged;
}
