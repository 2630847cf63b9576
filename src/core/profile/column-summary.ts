import { CellKind } from "../../contracts/records.js";
import { CategoryAccumulator } from "../summaries/categories.js";
import { kindCountsOf } from "../summaries/kind-counts.js";
import { NumberAccumulator } from "../summaries/numbers.js";
import { mergeTextLengths, NO_TEXT, type TextLengths } from "../summaries/text-lengths.js";
import type { ColumnProfile } from "./profile.js";

const KINDS = Object.keys(CellKind).length;

/** Everything that is gathered of one column in one hour, from batches or from profiles. */
export class ColumnSummary {
  private readonly kinds = new Float64Array(KINDS);
  private cells = 0;
  unseen = 0;
  textLengths: TextLengths = NO_TEXT;
  private bins: Float64Array | null = null;
  private numbers: NumberAccumulator | null = null;
  private categories: CategoryAccumulator | null = null;

  /** @param counts of cells per CellKind, shape [6], adding up to `cells` */
  addKinds(counts: Float64Array, cells: number): void {
    for (let kind = 0; kind < KINDS; kind++) this.kinds[kind]! += counts[kind]!;
    this.cells += cells;
  }

  /** Rows per bin, shape [B], to be counted up in place. */
  binCounts(length: number): Float64Array {
    this.bins ??= new Float64Array(length);
    return this.bins;
  }

  /** @param seed of the coins, used when the numbers begin */
  numberSummary(k: number, seed: number): NumberAccumulator {
    this.numbers ??= new NumberAccumulator(k, seed);
    return this.numbers;
  }

  categoryCounts(cap: number): CategoryAccumulator {
    this.categories ??= new CategoryAccumulator(cap);
    return this.categories;
  }

  /**
   * Takes in a column of another profile on the same bins.
   *
   * @param begin of the coins, used when the numbers begin
   * @param seed of the other profile, so that coins differ from merge to merge
   */
  merge(other: ColumnProfile, begin: number, seed: number): void {
    this.cells += other.cells;
    for (const [name, kind] of Object.entries(CellKind))
      this.kinds[kind]! += other.kinds[name as keyof typeof CellKind];
    if (other.bins) {
      const counts = this.binCounts(other.bins.counts.length);
      other.bins.counts.forEach((count, bin) => (counts[bin]! += count));
      this.unseen += other.bins.unseen;
    }
    if (other.textLengths) this.textLengths = mergeTextLengths(this.textLengths, other.textLengths);
    if (other.numbers) this.numberSummary(other.numbers.k, begin).merge(other.numbers, seed);
    if (other.categories) this.categoryCounts(other.categories.cap).merge(other.categories);
  }

  state(name: string): ColumnProfile {
    return {
      name,
      cells: this.cells,
      kinds: kindCountsOf(this.kinds),
      numbers: this.numbers?.state() ?? null,
      categories: this.categories?.state() ?? null,
      bins: this.bins && { counts: Array.from(this.bins), unseen: this.unseen },
      textLengths: this.textLengths.count > 0 ? this.textLengths : null,
    };
  }
}
