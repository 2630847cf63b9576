import type { CountedCategory } from "../../summaries/categories.js";
import type { ColumnSummary } from "../column-summary.js";

/**
 * The categories that a column's dictionary codes were last counted as, so that a batch needs no map operation for a text
 * that an earlier one held. Kept for one event hour, and only once two batches in a row were of it: captures come in order
 * of time, or nearly, and where hours take turns the making would cost more than it saves.
 */
export class RecalledCategories {
  private categories: (CountedCategory | undefined)[] | null = null;
  private summary: ColumnSummary | null = null;
  private dictionary: readonly string[] | null = null;

  /** By dictionary code, what is recalled of this summary and dictionary: little at first; null where it isn't worth it. */
  of(summary: ColumnSummary, dictionary: readonly string[]): (CountedCategory | undefined)[] | null {
    if (summary !== this.summary || dictionary !== this.dictionary) {
      this.categories = null;
      this.summary = summary;
      this.dictionary = dictionary;
      return null;
    }
    this.categories ??= new Array<undefined>(dictionary.length);
    return this.categories;
  }
}
