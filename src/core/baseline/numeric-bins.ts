import type { WeightedValues } from "../../contracts/drift.js";

const BINS = 10;
/** A cumulated share of 0.3 must count as three tenths whatever rounding did to it. */
const ROUNDING = 1e-9;

/** Neighbouring values that share a bin. */
interface Segment {
  /** Largest value. */
  last: number;
  weight: number;
  /** A value of its own, because it holds a tenth of the rows or more. */
  readonly alone: boolean;
}

/**
 * Inner edges of about ten bins of equal share: the quantiles 10 %, 20 %, ... 90 % (smallest value whose cumulated
 * share reaches them), ties merged, outer bins open.
 *
 * A value that holds a tenth of the rows or more gets a bin of its own: an edge at the value and one at the largest
 * value below it. What this leaves with less than half a tenth joins a neighbour, so that no bin is nearly empty in
 * the reference.
 *
 * @param weighted values of the reference, ascending
 * @returns ascending, distinct; empty when there is at most one value
 */
export function numericEdges(weighted: WeightedValues): number[] {
  const total = weighted.weights.reduce((a, b) => a + b, 0);
  return withoutCrumbs(segmentsOf(weighted, total), total / BINS / 2)
    .map(({ last }) => last)
    .slice(0, -1);
}

function segmentsOf({ values, weights }: WeightedValues, total: number): Segment[] {
  const segments: Segment[] = [];
  let open: Segment | null = null;
  let below = 0;
  const tenthsOf = (weight: number): number => Math.floor((weight / total) * BINS + ROUNDING);
  values.forEach((value, i) => {
    const weight = weights[i]!;
    const alone = weight >= total / BINS;
    if (open && !alone) {
      open.last = value;
      open.weight += weight;
    } else {
      open = { last: value, weight, alone };
      segments.push(open);
    }
    if (alone || tenthsOf(below + weight) > tenthsOf(below)) open = null;
    below += weight;
  });
  return segments;
}

/** Joins segments below `least` with the one before; with the one after where that is the better neighbour. */
function withoutCrumbs(segments: readonly Segment[], least: number): Segment[] {
  const kept: Segment[] = [];
  let carried = 0;
  segments.forEach((segment, i) => {
    const { last, alone } = segment;
    const weight = segment.weight + carried;
    carried = 0;
    const before = kept.at(-1);
    const after = segments[i + 1];
    if (alone || weight >= least || (!before && !after)) {
      kept.push({ last, weight, alone });
    } else if (before && (!before.alone || !after || after.alone)) {
      before.last = last;
      before.weight += weight;
    } else carried = weight;
  });
  return kept;
}

/** Rows per bin of values with weights, shape [edges + 1]; the weights are whole rows. */
export function countWeighted({ values, weights }: WeightedValues, edges: readonly number[]): number[] {
  const counts = new Array<number>(edges.length + 1).fill(0);
  let bin = 0;
  values.forEach((value, i) => {
    while (bin < edges.length && value > edges[bin]!) bin++;
    counts[bin]! += weights[i]!;
  });
  return counts;
}
