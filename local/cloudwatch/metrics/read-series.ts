import { invalidValue } from "../errors.js";
import type { Fields } from "../fields.js";
import { answerQueries } from "./evaluate-queries.js";
import type { Grid, MetricStore } from "./metric-store.js";
import { parseQueries } from "./queries.js";

/** A time series as GetMetricData answers it: only periods with a datapoint, oldest first. */
export interface MetricSeries {
  readonly id: string;
  readonly label: string;
  /** Beginnings of the periods, epoch milliseconds. */
  readonly timesMs: readonly number[];
  readonly values: readonly number[];
}

/** More periods than this are a mistake of the caller's: 100 weeks by the minute. */
const MAXIMUM_PERIODS = 1_008_000;

/**
 * Answers metric data queries over [startMs, endMs). Periods begin at multiples of their length in UTC, so that
 * hours are full hours and days are days of UTC; the first may begin before `startMs`.
 */
export function readSeries(
  queries: readonly Fields[],
  startMs: number,
  endMs: number,
  store: MetricStore,
): readonly MetricSeries[] {
  if (startMs >= endMs) throw invalidValue("the parameter StartTime must be less than the parameter EndTime");
  const answers = answerQueries(parseQueries(queries), store, (periodMs) => alignedGrid(startMs, endMs, periodMs));
  return answers.flatMap(({ query, grid, series }) =>
    series.map(({ label, series: values }) => {
      const points = values.flatMap((value, index) => (value === undefined ? [] : [{ value, index }]));
      return {
        id: query.id,
        label,
        timesMs: points.map(({ index }) => grid.startMs + index * grid.periodMs),
        values: points.map(({ value }) => value),
      };
    }),
  );
}

function alignedGrid(startMs: number, endMs: number, periodMs: number): Grid {
  const first = Math.floor(startMs / periodMs) * periodMs;
  const count = Math.ceil((endMs - first) / periodMs);
  if (count > MAXIMUM_PERIODS) throw invalidValue(`a query expects at most ${MAXIMUM_PERIODS} periods, got ${count}`);
  return { startMs: first, periodMs, count };
}
