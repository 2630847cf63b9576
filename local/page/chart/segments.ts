/** A datapoint in a chart's own coordinates: time in ms, value as drawn (after stacking), and what it stands on. */
export interface Point {
  readonly timeMs: number;
  readonly value: number;
  readonly base: number;
}

/**
 * Cuts a series where data are missing: where the distance to the next datapoint is far beyond the usual one. Sparse
 * series (an hourly metric drawn by the quarter of an hour) stay connected.
 */
export function segmentsOf(points: readonly Point[]): readonly (readonly Point[])[] {
  const gaps = points.slice(1).map((point, index) => point.timeMs - points[index]!.timeMs);
  const usual = gaps.toSorted((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? 0;
  const segments: Point[][] = [];
  for (const [index, point] of points.entries()) {
    const gap = index === 0 ? Infinity : gaps[index - 1]!;
    if (gap > usual * 2.5) segments.push([point]);
    else segments.at(-1)!.push(point);
  }
  return segments;
}

/** Stacks series on each other by time; a hole in a lower series lets the upper ones down. */
export function stack(
  series: readonly { readonly timesMs: readonly number[]; readonly values: readonly number[] }[],
): readonly (readonly Point[])[] {
  const tops = new Map<number, number>();
  return series.map(({ timesMs, values }) =>
    timesMs.map((timeMs, index) => {
      const base = tops.get(timeMs) ?? 0;
      const value = base + (values[index] ?? 0);
      tops.set(timeMs, value);
      return { timeMs, value, base };
    }),
  );
}
