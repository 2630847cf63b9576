/**
 * Arithmetic on time series that share a grid. CloudWatch's rules for holes: in arithmetic and comparisons a hole
 * counts as 0 where the other side has a datapoint; where both have none the result has none; what isn't a finite
 * number (a division by zero) is dropped.
 */
import type { Operator } from "./expression.js";
import type { Series } from "../metrics/metric-store.js";

export type Combine = (left: number, right: number) => number;

export const OPERATORS: Readonly<Record<Operator, Combine>> = {
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "*": (left, right) => left * right,
  "/": (left, right) => left / right,
  "==": (left, right) => Number(left === right),
  "!=": (left, right) => Number(left !== right),
  "<": (left, right) => Number(left < right),
  ">": (left, right) => Number(left > right),
  "<=": (left, right) => Number(left <= right),
  ">=": (left, right) => Number(left >= right),
  AND: (left, right) => Number(left !== 0 && right !== 0),
  OR: (left, right) => Number(left !== 0 || right !== 0),
};

function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}

export function mapSeries(series: Series, change: (value: number) => number): Series {
  return series.map((value) => (value === undefined ? undefined : finite(change(value))));
}

export function zipSeries(left: Series, right: Series, combine: Combine): Series {
  return left.map((value, index) => {
    const other = right[index];
    return value === undefined && other === undefined ? undefined : finite(combine(value ?? 0, other ?? 0));
  });
}

/** Datapoints of a series, holes left out. */
export function valuesOf(series: Series): readonly number[] {
  return series.filter((value) => value !== undefined);
}

/** FILL(series, REPEAT): the last datapoint again; nothing before the first. */
export function fillRepeat(series: Series): Series {
  let last: number | undefined;
  return series.map((value) => (last = value ?? last));
}

/** FILL(series, LINEAR): a straight line between the neighbours; nothing outside the first and last datapoint. */
export function fillLinear(series: Series): Series {
  const known = series.flatMap((value, index) => (value === undefined ? [] : [{ index, value }]));
  let next = 0;
  return series.map((value, index) => {
    while (next < known.length && known[next]!.index < index) next++;
    if (value !== undefined) return value;
    const after = known[next];
    const before = known[next - 1];
    if (before === undefined || after === undefined) return undefined;
    return before.value + ((after.value - before.value) * (index - before.index)) / (after.index - before.index);
  });
}
