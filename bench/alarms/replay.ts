import { calibrate, type CalibrationOptions } from "../../src/core/calibration/calibrate.js";
import { initialState, judge } from "../../src/core/calibration/judge.js";
import { residuals } from "../../src/core/calibration/residuals.js";
import type { Calibration, CheckScore } from "../../src/core/calibration/types.js";
import type { FeatureStream } from "./world.js";

/** Hour 0 of a stream is a Monday: so was 1970-01-05. */
const MONDAY = 96;
const QUIET_HOURS = 24;

export function calibrateOnStream(reference: readonly FeatureStream[], options: CalibrationOptions = {}): Calibration {
  const hours = reference[0]!.missing.length;
  return calibrate({ hours: Array.from({ length: hours }, (_, i) => MONDAY + i), features: reference }, options);
}

/** An alarm of a replayed stream: hour of the stream, and the checks that drifted. */
export interface ReplayedAlarm {
  readonly hour: number;
  readonly scores: readonly CheckScore[];
}

/** Judges a stream hour by hour. A trend's alarm counts in the hour that closes a day. @param start first hour */
export function replayStream(
  calibration: Calibration,
  stream: readonly FeatureStream[],
  start: number,
): ReplayedAlarm[] {
  const alarms: ReplayedAlarm[] = [];
  const hours = stream[0]!.missing.length;
  let state = initialState();
  for (let i = 0; i < hours; i++) {
    const counts = stream.map((feature) => ({
      counts: feature.counts[i] as unknown as readonly number[],
      missing: feature.missing[i]!,
      unseen: feature.unseen[i]!,
    }));
    const evidence = residuals(calibration, counts, MONDAY + start + i);
    const judged = judge(calibration, state, evidence);
    state = judged.state;
    const scores = judged.scores.filter(
      (score) => score.state === "drifting" && (score.lens !== "trend" || evidence.endsDay),
    );
    if (scores.length > 0) alarms.push({ hour: i, scores });
  }
  return alarms;
}

/** First hours of episodes: alarms less than a day after the one before belong to it. */
export function episodes(alarms: readonly ReplayedAlarm[]): ReplayedAlarm[] {
  return alarms.filter(({ hour }, i) => i === 0 || hour - alarms[i - 1]!.hour > QUIET_HOURS);
}
