import { seriesOnGrid } from "../metrics/evaluate-queries.js";
import type { MetricStore } from "../metrics/metric-store.js";
import { MINUTE_MS } from "../metrics/minute-bins.js";
import type { AlarmDefinition } from "./alarm-definition.js";
import { evaluationRange, stateOf, type AlarmState } from "./missing-data.js";
import { reasonFor } from "./reason.js";

export interface Evaluation {
  readonly state: AlarmState;
  /** One sentence, in CloudWatch's manner. */
  readonly reason: () => string;
}

/** Evaluates an alarm at a whole minute, on the periods that end then (a sliding window). */
export function evaluateAlarm(
  alarm: AlarmDefinition,
  store: MetricStore,
  current: AlarmState,
  minuteMs: number,
): Evaluation {
  const count = evaluationRange(alarm.evaluationPeriods);
  const startMs = minuteMs - count * alarm.periodMs;
  const grid = { startMs, periodMs: alarm.periodMs, count };
  const values = seriesOnGrid(alarm.watched, alarm.queries, store, grid)[0]?.series ?? [];
  const range = Array.from({ length: count }, (_, index) => {
    const value = values[index];
    if (value === undefined) return "missing";
    return alarm.comparison.breaches(value, alarm.threshold) ? "breaching" : "ok";
  });
  const state = stateOf(range, alarm, current);
  return { state, reason: () => reasonFor(alarm, state, current, values, startMs) };
}

/**
 * The next minute after `minuteMs` at which the evaluation can differ from the one at `minuteMs`: when a minute with
 * data enters the newest period or moves from one period to the next. Between those minutes every period holds the
 * same data, so that evaluating there, as CloudWatch does, would change nothing.
 */
export function nextChange(alarm: AlarmDefinition, store: MetricStore, minuteMs: number): number | undefined {
  const range = evaluationRange(alarm.evaluationPeriods);
  let soonest = Infinity;
  for (const stat of alarm.metrics) {
    const from = minuteMs - range * alarm.periodMs;
    for (const dataMs of store.minutes(stat.metric.key, stat.unit, from, Infinity)) {
      const entersMs = dataMs + MINUTE_MS;
      const moves = Math.max(0, Math.floor((minuteMs - entersMs) / alarm.periodMs) + 1);
      if (moves <= range) soonest = Math.min(soonest, entersMs + moves * alarm.periodMs);
    }
  }
  return Number.isFinite(soonest) ? soonest : undefined;
}
