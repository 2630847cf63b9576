import type { Calibration } from "../../src/core/calibration/types.js";
import { firstAlarm } from "./replay.js";
import { byDay, hoursPer, type WindowSize } from "./windows.js";
import type { Drift, DriftKind, FeatureStream } from "./world.js";
import type { DriftWorld } from "./worlds.js";

/** One row of the detection table. */
export interface DriftCase {
  readonly name: string;
  readonly kind: DriftKind;
  readonly size: number;
  readonly withinDays: number;
}

const drift = (name: string, kind: DriftKind, size: number, withinDays = 14): DriftCase => ({
  name,
  kind,
  size,
  withinDays,
});

/** The drifts of the study; sizes in standard deviations, factors, or shares of the rows. */
export const DRIFT_CASES: readonly DriftCase[] = [
  drift("shift 0.1", "shift", 0.1),
  drift("shift 0.25", "shift", 0.25),
  drift("shift 0.5", "shift", 0.5),
  drift("spread x1.25", "spread", 1.25),
  drift("spread x1.5", "spread", 1.5),
  drift("ramp 0.5", "ramp", 0.5, 30),
  drift("missing +2 %", "missing", 0.02),
  drift("missing +10 %", "missing", 0.1),
  drift("category x1.5", "category", 1.5),
  drift("category x2.5", "category", 2.5),
  drift("new category 1 %", "newCategory", 0.01),
  drift("new category 5 %", "newCategory", 0.05),
];

/** Drift begins a week into the live stream, so that the 24 hours and the trend are full. */
const ONSET_DAYS = 7;

/** The drifting feature alone, and where its drift begins. */
export interface DriftStream {
  readonly feature: number;
  readonly stream: readonly FeatureStream[];
  /** Windows. */
  readonly onset: number;
}

/** Streams of one kind of drift on each of the features. */
export function driftStreams(
  world: DriftWorld,
  window: WindowSize,
  driftCase: DriftCase,
  start: number,
  features: readonly number[],
): DriftStream[] {
  return features.map((feature) => {
    const hours = 24 * (ONSET_DAYS + driftCase.withinDays);
    const injected: Drift = { kind: driftCase.kind, size: driftCase.size, onset: 24 * ONSET_DAYS, feature };
    const hourly = world.stream(start * hoursPer(window), hours, injected, [feature]);
    const onset = (24 * ONSET_DAYS) / hoursPer(window);
    return { feature, stream: window === "hour" ? hourly : byDay(hourly), onset };
  });
}

/**
 * Hours from onset to the first alarm on the drifting feature, judged alone against limits that were solved for all
 * features; Infinity where it was not found in time.
 */
export function delayOf(calibration: Calibration, { feature, stream, onset }: DriftStream, start: number): number {
  const alone = { ...calibration, features: [calibration.features[feature]!] };
  return hoursPer(calibration.window) * firstAlarm(alone, stream, start, onset);
}

/** Features that a drift can happen to: numeric ones, categorical ones, or all for missing values. */
export function eligible(world: DriftWorld, kind: DriftKind): number[] {
  if (!world.knows.has(kind)) return [];
  const all = Array.from({ length: world.settings.features }, (_, f) => f);
  if (kind === "missing") return all;
  const wantsNumeric = kind !== "category" && kind !== "newCategory";
  return all.filter((f) => world.isNumeric(f) === wantsNumeric);
}

/** `count` items spread evenly over the list. */
export function spread(items: readonly number[], count: number): number[] {
  const step = Math.max(1, items.length / count);
  return Array.from({ length: Math.min(count, items.length) }, (_, i) => items[Math.floor(i * step)]!);
}

/** Middle of the delays, those not found counting as longest. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? NaN;
}
