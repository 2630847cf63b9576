import type { FeatureSample } from "../../contracts/drift.js";
import { InsufficientDataError } from "../../contracts/errors.js";
import { type PairedCounts, sum, usedBins } from "./proportions.js";

/** Fewest rows that each side must expect in a cell for the chi-squared law to hold (Cochran). */
const SMALLEST_EXPECTED = 5;

/**
 * Cells of a 2 x B table whose expected counts are all at least 5: the cell with the fewest rows is added to the next
 * smallest until that holds. Bins are the baseline's, unseen categories one more.
 *
 * @returns cells; one alone where all rows of both sides lie in one bin
 * @throws InsufficientDataError when merging would leave one cell of several
 */
export function contingencyCells(metric: string, reference: FeatureSample, current: FeatureSample): PairedCounts {
  const counts = usedBins(metric, reference, current, "as-bin");
  const rows = { reference: sum(counts.reference), current: sum(counts.current) };
  const fewestRows = Math.min(rows.reference, rows.current);
  const smallestTotal = (SMALLEST_EXPECTED * (rows.reference + rows.current)) / fewestRows;
  const cells = counts.reference
    .map((r, cell) => ({ reference: r, current: counts.current[cell]! }))
    .sort((a, b) => a.reference + a.current - (b.reference + b.current));
  while (cells.length > 1 && cells[0]!.reference + cells[0]!.current < smallestTotal) {
    const [first, second] = cells.splice(0, 2);
    const merged = { reference: first!.reference + second!.reference, current: first!.current + second!.current };
    const size = merged.reference + merged.current;
    const place = cells.findIndex((cell) => cell.reference + cell.current >= size);
    cells.splice(place < 0 ? cells.length : place, 0, merged);
  }
  if (cells.length < 2 && counts.reference.length > 1) {
    throw new InsufficientDataError(metric, fewestRows, 2 * SMALLEST_EXPECTED);
  }
  return { reference: cells.map((cell) => cell.reference), current: cells.map((cell) => cell.current) };
}

/** Sum over the cells of both sides of `term(observed, expected)`, expected from the pooled shares. */
export function sumOverTable(cells: PairedCounts, term: (observed: number, expected: number) => number): number {
  const rows = { reference: sum(cells.reference), current: sum(cells.current) };
  const all = rows.reference + rows.current;
  return cells.reference.reduce((total, r, cell) => {
    const c = cells.current[cell]!;
    // Multiplied before it is divided: whole numbers give exact expectations, and equal samples exactly 0.
    return total + term(r, ((r + c) * rows.reference) / all) + term(c, ((r + c) * rows.current) / all);
  }, 0);
}
