/** Strata up to which a reference is cut, and fewest of its rows in each on average. */
const MOST_STRATA = 50;
const ROWS_A_STRATUM = 200;

/**
 * Inner edges that cut a reference into strata of equal size: at most 50, with 200 rows each. Equal values stay together, so ties
 * make strata fewer.
 *
 * @param values not empty; reordered
 */
export function strataEdges(values: Float64Array): number[] {
  values.sort();
  const strata = Math.min(MOST_STRATA, Math.max(1, Math.floor(values.length / ROWS_A_STRATUM)));
  const edges: number[] = [];
  for (let i = 1; i < strata; i++) {
    const edge = values[Math.floor((i * values.length) / strata)]!;
    if (edge > (edges.at(-1) ?? values[0]!)) edges.push(edge);
  }
  return edges;
}

/** Stratum of a value: 0 below the first edge; an edge belongs to the stratum above it. */
export function stratumOf(value: number, edges: readonly number[]): number {
  let [low, high] = [0, edges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value < edges[middle]!) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Sums of two lists of one length. */
export function added(a: readonly number[], b: readonly number[]): number[] {
  return a.map((value, i) => value + b[i]!);
}
