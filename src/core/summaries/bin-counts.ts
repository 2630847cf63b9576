/**
 * Adds the first `length` of ascending values to the counts of numeric bins. Exact; merging adds.
 *
 * @param edges inner edges, ascending: bin i holds edges[i-1] < x <= edges[i], the outer bins are open
 * @param counts rows per bin, shape [edges + 1]; changed in place
 */
export function countSorted(
  sorted: Float64Array,
  length: number,
  edges: readonly number[],
  counts: Float64Array,
): void {
  let from = 0;
  for (let bin = 0; bin < edges.length; bin++) {
    const to = firstAbove(sorted, from, length, edges[bin]!);
    counts[bin]! += to - from;
    from = to;
  }
  counts[edges.length]! += length - from;
}

/** Index of the first value above `edge` between `from` and `to`; `to` if there is none. */
function firstAbove(sorted: Float64Array, from: number, to: number, edge: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! <= edge) low = middle + 1;
    else high = middle;
  }
  return low;
}
