import { meanDifference } from "./paired-difference.js";

/**
 * Areas under the ROC curves of two models on the same rows, and the variance of their difference (DeLong, DeLong and Clarke-Pearson 1988):
 * variance over positives of the difference of their shares of negatives below, plus the same over negatives.
 *
 * @returns null where one class is missing
 */
export function pairedAreas(
  actual: Float64Array,
  champion: Float64Array,
  challenger: Float64Array,
  omega: number,
): { readonly areas: readonly [number, number]; readonly variance: number } | null {
  const [positives, negatives] = [1, 0].map((value) => indicesOf(actual, value)) as [Uint32Array, Uint32Array];
  if (positives.length === 0 || negatives.length === 0) return null;
  const [first, second] = [champion, challenger].map((scores) => placements(scores, positives, negatives)) as [
    Placements,
    Placements,
  ];
  const over = (side: keyof Placements) =>
    meanDifference(
      second[side].map((value, i) => value - first[side][i]!),
      omega,
    );
  const area = ({ ofPositives }: Placements) => ofPositives.reduce((sum, each) => sum + each, 0) / ofPositives.length;
  return {
    areas: [area(first), area(second)],
    variance: over("ofPositives").variance + over("ofNegatives").variance,
  };
}

interface Placements {
  /** Of each positive row, the share of negatives that score below it, ties half. */
  readonly ofPositives: Float64Array;
  /** Of each negative row, the share of positives that score above it, ties half. */
  readonly ofNegatives: Float64Array;
}

function placements(scores: Float64Array, positives: Uint32Array, negatives: Uint32Array): Placements {
  const [above, below] = [positives, negatives].map((rows) =>
    Float64Array.from(rows, (row) => scores[row]!).sort(),
  ) as [Float64Array, Float64Array];
  return {
    ofPositives: Float64Array.from(positives, (row) => shareBelow(below, scores[row]!)),
    ofNegatives: Float64Array.from(negatives, (row) => 1 - shareBelow(above, scores[row]!)),
  };
}

/** Share of sorted values below one value, equal ones half. */
function shareBelow(sorted: Float64Array, value: number): number {
  return (rank(sorted, value, false) + rank(sorted, value, true)) / 2 / sorted.length;
}

/** Number of sorted values below (or, with `equal`, not above) a value. */
function rank(sorted: Float64Array, value: number, equal: boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value || (equal && sorted[middle] === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function indicesOf(actual: Float64Array, value: number): Uint32Array {
  const found: number[] = [];
  actual.forEach((each, row) => {
    if (each === value) found.push(row);
  });
  return Uint32Array.from(found);
}
