import { calibrate, type CalibrationOptions } from "../../src/core/calibration/calibrate.js";
import { initialState, judge, withoutTrend } from "../../src/core/calibration/judge.js";
import { residuals } from "../../src/core/calibration/residuals.js";
import type { Calibration, CheckName, FeatureCounts } from "../../src/core/calibration/types.js";
import { findingsOf } from "./findings.js";
import { type Tally, tallier } from "./tally.js";
import { hourOf, windowsOf } from "./windows.js";
import type { FeatureStream } from "./world.js";

export function calibrateOnStream(reference: readonly FeatureStream[], options: CalibrationOptions = {}): Calibration {
  const window = options.window ?? "hour";
  const hours = Array.from({ length: windowsOf(reference) }, (_, i) => hourOf(window, i));
  return calibrate({ hours, features: reference }, options);
}

/** Judges a stream without drift and counts what was false. @param start windows of the reference before it */
export function tallyStream(calibration: Calibration, stream: readonly FeatureStream[], start: number): Tally {
  const tally = tallier(calibration.window);
  let state = initialState();
  for (let i = 0; i < windowsOf(stream); i++) {
    const hour = hourOf(calibration.window, start + i);
    const evidence = residuals(calibration, countsAt(stream, i), hour);
    const judged = judge(calibration, state, evidence);
    // A trend stands over the whole day after it was summed; it alarms in the hour that closes a day.
    const alarm = judged.scores.some(
      ({ state: scored, lens }) => scored === "drifting" && (lens !== "trend" || evidence.endsDay),
    );
    const drifting = judged.scores.some(({ state: scored }) => scored === "drifting");
    const closed = tally.add(hour, { alarm, drifting, findings: () => findingsOf(judged.scores) });
    state = closed.reduce(
      (kept, { feature, check }) => withoutTrend(calibration, kept, feature, check as CheckName),
      judged.state,
    );
  }
  return tally.result();
}

/** Windows from `onset` to the first alarm, that one included; Infinity where there is none. */
export function firstAlarm(
  calibration: Calibration,
  stream: readonly FeatureStream[],
  start: number,
  onset: number,
): number {
  let state = initialState();
  for (let i = 0; i < windowsOf(stream); i++) {
    const evidence = residuals(calibration, countsAt(stream, i), hourOf(calibration.window, start + i));
    const judged = judge(calibration, state, evidence);
    state = judged.state;
    const alarm = judged.scores.some(({ state: scored }) => scored === "drifting");
    if (alarm && i >= onset) return i - onset + 1;
  }
  return Infinity;
}

export function countsAt(stream: readonly FeatureStream[], i: number): FeatureCounts[] {
  return stream.map((feature) => ({
    counts: feature.counts[i] as unknown as readonly number[],
    missing: feature.missing[i]!,
    unseen: feature.unseen[i]!,
  }));
}
