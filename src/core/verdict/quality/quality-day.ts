import type { HourIndex } from "../../../contracts/verdict.js";
import type { CountedMetric, QualityCounts } from "./quality-counts.js";

/** How far labels had come at one time. */
export interface CoverageAt {
  readonly atMs: number;
  readonly predictions: number;
  readonly labelled: number;
}

/** What is known of one window's labels. */
export interface QualityOfWindow {
  readonly hour: HourIndex;
  readonly counts: QualityCounts;
  /** The task's first metric as expected of all usable predictions. */
  readonly estimated: CountedMetric | null;
  /** Every change of coverage, oldest first. */
  readonly history: readonly CoverageAt[];
}

/** A change of what had been said of a day: when labels or captures came last, and what the coverage had been before. */
export interface Restatement {
  readonly atMs: number;
  readonly coverageBefore: number;
  readonly coverage: number;
}

/** The windows of one UTC day together. */
export interface QualityDay {
  /** First hour of the day. */
  readonly hour: HourIndex;
  readonly predictions: number;
  readonly labelled: number;
  readonly realised: CountedMetric | null;
  readonly estimated: CountedMetric | null;
  /** Null where nothing has been restated. */
  readonly restated: Restatement | null;
}

const DAY_HOURS = 24;

/**
 * Windows by UTC day, ascending. A day's value is the mean of its windows' weighted by rows; its interval adds up theirs.
 *
 * @param metric the task's first metric
 */
export function qualityDays(windows: readonly QualityOfWindow[], metric: string): QualityDay[] {
  const days = new Map<HourIndex, QualityOfWindow[]>();
  for (const window of windows) {
    const first = Math.floor(window.hour / DAY_HOURS) * DAY_HOURS;
    days.set(first, [...(days.get(first) ?? []), window]);
  }
  return [...days].sort(([a], [b]) => a - b).map(([hour, ofDay]) => dayOf(hour, ofDay, metric));
}

function dayOf(hour: HourIndex, windows: readonly QualityOfWindow[], metric: string): QualityDay {
  const sum = (of: (window: QualityOfWindow) => number): number => windows.reduce((all, it) => all + of(it), 0);
  return {
    hour,
    predictions: sum(({ counts }) => counts.predictions),
    labelled: sum(({ counts }) => counts.labelled),
    realised: pooledMetric(windows.map(({ counts }) => [counts.labelled, counts.metrics[metric] ?? null])),
    estimated: pooledMetric(windows.map(({ counts, estimated }) => [counts.predictions, estimated])),
    restated: restatementOf(windows),
  };
}

/** Mean weighted by rows; null without any. Bounds are left out where one has none. */
export function pooledMetric(
  parts: readonly (readonly [rows: number, metric: CountedMetric | null])[],
): CountedMetric | null {
  let [rows, sum, variance, bounded] = [0, 0, 0, true];
  for (const [weight, metric] of parts) {
    if (metric === null || weight === 0) continue;
    rows += weight;
    sum += weight * metric.value;
    if (metric.low === null || metric.high === null) bounded = false;
    else variance += (weight * (metric.high - metric.low)) ** 2 / 4;
  }
  if (rows === 0) return null;
  const [value, half] = [sum / rows, Math.sqrt(variance) / rows];
  return { value, low: bounded ? value - half : null, high: bounded ? value + half : null };
}

/** The last change that came after the windows had been counted with labels for the first time. */
function restatementOf(windows: readonly QualityOfWindow[]): Restatement | null {
  const told = windows.filter(({ history }) => history.some(({ labelled }) => labelled > 0));
  const firstMs = Math.min(...told.map(({ history }) => history.find(({ labelled }) => labelled > 0)!.atMs));
  const atMs = Math.max(...windows.map(({ history }) => history.at(-1)?.atMs ?? -Infinity));
  if (told.length === 0 || atMs <= firstMs) return null;
  const before = windows.map(({ history }) => history.findLast((it) => it.atMs < atMs) ?? null);
  return {
    atMs,
    coverageBefore: shareOf(before),
    coverage: shareOf(windows.map(({ history }) => history.at(-1) ?? null)),
  };
}

function shareOf(states: readonly (CoverageAt | null)[]): number {
  const sum = (of: (state: CoverageAt) => number): number =>
    states.reduce((all, state) => all + (state === null ? 0 : of(state)), 0);
  return (
    sum(({ labelled }) => labelled) /
    Math.max(
      1,
      sum(({ predictions }) => predictions),
    )
  );
}
