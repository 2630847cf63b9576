import type { CountedCategory } from "../../summaries/categories.js";
import type { ColumnSummary } from "../column-summary.js";

/**
 * The categories that a column's dictionary codes were last counted as, so that a batch needs no map operation for a text
 * that an earlier one held. Kept for one event hour at a time: captures come in order of time, or nearly.
 */
export class RecalledCategories {
  /** By dictionary code. */
  categories: (CountedCategory | undefined)[] = [];
  private summary: ColumnSummary | null = null;
  private dictionary: readonly string[] | null = null;

  /** What is recalled of this summary and dictionary; nothing at first. */
  of(summary: ColumnSummary, dictionary: readonly string[]): RecalledCategories["categories"] {
    if (summary !== this.summary || dictionary !== this.dictionary) {
      this.categories = new Array<undefined>(dictionary.length);
      this.summary = summary;
      this.dictionary = dictionary;
    }
    return this.categories;
  }
}
