/** One metric's value with its uncertainty, or why it has none. */
export type Measured =
  | {
      readonly defined: true;
      readonly value: number;
      /** 95 % confidence interval; null where a metric has none (the largest error, for example). */
      readonly low: number | null;
      readonly high: number | null;
      /** Largest difference from the value that all rows one by one would give; 0 where the state is exact. */
      readonly bound: number;
    }
  | {
      readonly defined: false;
      /** `no row is labelled positive`: an end for the sentence "undefined, because ...". */
      readonly because: string;
    };

export type Interval = readonly [low: number | null, high: number | null];

export function measured(value: number, [low, high]: Interval, bound = 0): Measured {
  if (!Number.isFinite(value)) return undefinedBecause("its value is beyond the largest number");
  return { defined: true, value, low, high, bound };
}

export function undefinedBecause(because: string): Measured {
  return { defined: false, because };
}

/** The same measurement through an increasing function, e.g. the square root of a mean squared error. */
export function transformed(one: Measured, increasing: (value: number) => number): Measured {
  if (!one.defined) return one;
  const { value, low, high, bound } = one;
  const spread = bound === 0 ? 0 : increasing(value + bound) - increasing(value);
  return measured(
    increasing(value),
    [low === null ? null : increasing(low), high === null ? null : increasing(high)],
    Math.max(spread, bound === 0 ? 0 : increasing(value) - increasing(value - bound)),
  );
}
