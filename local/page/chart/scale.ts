import { formatClock, formatDay } from "../format.js";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A value axis: round ticks, and where a value lies between bottom (0) and top (1). */
export interface ValueScale {
  readonly ticks: readonly number[];
  readonly position: (value: number) => number;
}

/**
 * An axis over [minimum, maximum], extended to round numbers.
 *
 * @param fixed ends that the dashboard fixes
 */
export function valueScale(
  values: readonly number[],
  fixed: { readonly min?: number | undefined; readonly max?: number | undefined } = {},
): ValueScale {
  const lowest = fixed.min ?? least(values);
  const highest = fixed.max ?? most(values);
  // Zero is shown when it is near, so that heights can be compared; a curve far from zero keeps its detail.
  const floor = fixed.min ?? (lowest > 0 && (lowest < highest * 0.6 || lowest === highest) ? 0 : lowest);
  const ceiling = highest > floor ? highest : floor + (Math.abs(floor) || 1);
  // Counts have no halves.
  const finest = values.every(Number.isInteger) ? 1 : 0;
  const step = Math.max(roundStep((ceiling - floor) / 4), finest);
  const start = fixed.min ?? Math.floor(floor / step + 1e-9) * step;
  const end = fixed.max ?? Math.ceil(ceiling / step - 1e-9) * step;
  const first = Math.ceil(start / step - 1e-9);
  const count = Math.floor(end / step + 1e-9) - first + 1;
  const ticks = Array.from({ length: Math.max(count, 0) }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
  return { ticks, position: (value) => (value - start) / (end - start || 1) };
}

function least(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((a, b) => Math.min(a, b));
}

function most(values: readonly number[]): number {
  return values.length === 0 ? 1 : values.reduce((a, b) => Math.max(a, b));
}

/** 1, 2 or 5 times a power of ten, at least as large as asked. */
function roundStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= step * (1 - 1e-9)) ?? 10;
  return factor * power;
}

export interface TimeTick {
  readonly timeMs: number;
  readonly label: string;
}

const TIME_STEPS = [
  ...[1, 5, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR),
  ...[1, 2, 4, 7, 14, 28, 56].map((days) => days * DAY),
];

/** Ticks at round times of UTC, at most `count`; midnights show the day, other times the clock. */
export function timeTicks(startMs: number, endMs: number, count: number): readonly TimeTick[] {
  const span = endMs - startMs;
  const step = TIME_STEPS.find((candidate) => span / candidate <= count) ?? Math.ceil(span / count / DAY) * DAY;
  const ticks: TimeTick[] = [];
  for (let timeMs = Math.ceil(startMs / step) * step; timeMs <= endMs; timeMs += step) {
    ticks.push({ timeMs, label: timeMs % DAY === 0 ? formatDay(timeMs) : formatClock(timeMs) });
  }
  return ticks;
}
