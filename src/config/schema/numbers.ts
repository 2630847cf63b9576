import * as z from "zod/mini";

/** A whole number between two bounds, both inclusive. */
export function wholeNumber(expected: string, least: number, most: number) {
  return z.int({ error: expected }).check(z.gte(least, { error: expected }), z.lte(most, { error: expected }));
}

/** A number above zero; the upper bound only keeps typing errors out. */
export function positiveNumber(expected: string) {
  return z.number({ error: expected }).check(z.gt(0, { error: expected }), z.lte(1e6, { error: expected }));
}

/** A number between two bounds, both inclusive. */
export function numberBetween(expected: string, least: number, most: number) {
  return z.number({ error: expected }).check(z.gte(least, { error: expected }), z.lte(most, { error: expected }));
}

const PERCENTS = "a list of percentages above 0 and at most 200, ascending";

/** Shares at which somebody is told. */
export function ascendingPercents() {
  const percent = z.number({ error: PERCENTS }).check(z.gt(0, { error: PERCENTS }), z.lte(200, { error: PERCENTS }));
  const ascends = (list: readonly number[]): boolean => list.every((each, i) => i === 0 || each > list[i - 1]!);
  return z.array(percent, { error: PERCENTS }).check(z.refine(ascends, { error: PERCENTS }));
}
