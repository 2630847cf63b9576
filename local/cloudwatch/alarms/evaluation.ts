import { answerQueries, metricsUnder } from "../metrics/evaluate-queries.js";
import { metricKey } from "../metrics/metric-id.js";
import type { MetricStore, Series } from "../metrics/metric-store.js";
import { MINUTE_MS } from "../metrics/minute-bins.js";
import type { AlarmDefinition } from "./alarm-definition.js";
import { evaluationRange, stateOf, type AlarmState } from "./missing-data.js";
import { reasonFor } from "./reason.js";

export interface Evaluation {
  readonly state: AlarmState;
  /** One sentence, in CloudWatch's manner. */
  readonly reason: string;
  /** The evaluation range, oldest first. */
  readonly values: Series;
  readonly startMs: number;
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
  const [answer] = answerQueries(alarm.queries, store, (periodMs) => ({ startMs, periodMs, count }));
  const values = answer?.series[0]?.series ?? [];
  const range = Array.from({ length: count }, (_, index) => {
    const value = values[index];
    if (value === undefined) return "missing";
    return alarm.comparison.breaches(value, alarm.threshold) ? "breaching" : "ok";
  });
  const state = stateOf(range, alarm, current);
  return { state, values, startMs, reason: reasonFor(alarm, state, current, values, startMs) };
}

/**
 * The next minute after `minuteMs` at which the evaluation can differ from the one at `minuteMs`: when a minute with
 * data enters the newest period or moves from one period to the next. Between those minutes every period holds the
 * same data, so that evaluating there, as CloudWatch does, would change nothing.
 */
export function nextChange(alarm: AlarmDefinition, store: MetricStore, minuteMs: number): number | undefined {
  const range = evaluationRange(alarm.evaluationPeriods);
  let soonest = Infinity;
  for (const { stat } of metricsUnder(alarm.watched, alarm.queries)) {
    const from = minuteMs - range * alarm.periodMs;
    for (const dataMs of store.minutes(metricKey(stat.metric), stat.unit, from, Infinity)) {
      const entersMs = dataMs + MINUTE_MS;
      const moves = Math.max(0, Math.floor((minuteMs - entersMs) / alarm.periodMs) + 1);
      if (moves <= range) soonest = Math.min(soonest, entersMs + moves * alarm.periodMs);
    }
  }
  return Number.isFinite(soonest) ? soonest : undefined;
}
