import type { Calibration } from "../../src/core/calibration/types.js";
import { replayStream } from "./replay.js";
import type { Drift, DriftKind, World } from "./world.js";

/** One row of the detection table. */
export interface DriftCase {
  readonly name: string;
  readonly kind: DriftKind;
  readonly size: number;
  readonly withinDays: number;
}

export const DRIFT_CASES: readonly DriftCase[] = [
  { name: "shift 0.1", kind: "shift", size: 0.1, withinDays: 14 },
  { name: "shift 0.25", kind: "shift", size: 0.25, withinDays: 14 },
  { name: "shift 0.5", kind: "shift", size: 0.5, withinDays: 14 },
  { name: "spread 1.25", kind: "spread", size: 1.25, withinDays: 14 },
  { name: "spread 1.5", kind: "spread", size: 1.5, withinDays: 14 },
  { name: "ramp 0.5", kind: "ramp", size: 0.5, withinDays: 30 },
  { name: "missing +0.02", kind: "missing", size: 0.02, withinDays: 14 },
  { name: "missing +0.1", kind: "missing", size: 0.1, withinDays: 14 },
  { name: "category x1.5", kind: "category", size: 1.5, withinDays: 14 },
  { name: "category x2.5", kind: "category", size: 2.5, withinDays: 14 },
  { name: "new category 1 %", kind: "newCategory", size: 0.01, withinDays: 14 },
];

export interface Detection {
  readonly found: number;
  readonly tried: number;
  /** Hours from onset to the first alarm on the drifting feature; Infinity where it was not found in time. */
  readonly delays: readonly number[];
}

/** Drift begins a week into the live stream, so that the 24 hours and the trend are full. */
const ONSET_HOURS = 7 * 24;

/**
 * How often and how fast a drift is found on features that it can happen to, each alone against limits that were solved
 * for all features.
 */
export function detectionOf(
  world: World,
  calibration: Calibration,
  drift: DriftCase,
  start: number,
  features: readonly number[],
): Detection {
  const delays = features.map((feature) => {
    const hours = ONSET_HOURS + 24 * drift.withinDays;
    const injected: Drift = { kind: drift.kind, size: drift.size, onset: ONSET_HOURS, feature };
    const stream = world.stream(start, hours, injected, [feature]);
    const alone = { ...calibration, features: [calibration.features[feature]!] };
    const alarm = replayStream(alone, stream, start).find(({ hour }) => hour >= ONSET_HOURS);
    return alarm === undefined ? Infinity : alarm.hour - ONSET_HOURS + 1;
  });
  return { found: delays.filter((delay) => delay < Infinity).length, tried: delays.length, delays };
}

/** Features that a drift can happen to: numeric ones, categorical ones, or all for missing values. */
export function eligible(world: World, kind: DriftKind): number[] {
  const all = Array.from({ length: world.settings.features }, (_, f) => f);
  if (kind === "missing") return all;
  const wantsNumeric = kind !== "category" && kind !== "newCategory";
  return all.filter((f) => world.isNumeric(f) === wantsNumeric);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? NaN;
}
