import type { FeatureBins } from "../../../contracts/baseline.js";
import { CellKind, type ColumnBatch } from "../../../contracts/records.js";
import type { CoMomentSums } from "../co-moments.js";
import { UNSEEN, type CategoryNames } from "./category-names.js";

/** A watched feature: which bin each value falls into, and what each bin scores. */
export interface WatchedColumn {
  readonly bins: FeatureBins;
  readonly names: CategoryNames;
  /** Shape [B], in steps of `SCORE_STEPS`. */
  readonly scores: readonly number[];
}

/** Enough rows of a capture's hour for its correlations; more cost time and say little more. */
export const MOST_SCORED_ROWS = 4_096;

/** Values whose score is remembered per column, so that a code list is looked up once. */
const REMEMBERED = 1_024;

/**
 * Scores of the watched columns of one batch, row by row. Columns come one after another; a column that doesn't come
 * scores 0, as missing values and unseen categories do.
 */
export class RowScores {
  private readonly watched: ReadonlyMap<string, WatchedColumn>;
  private readonly places: ReadonlyMap<string, number>;
  private readonly known: Map<number | string, number>[];
  /** Feature after feature, as many as the batch has rows. */
  private scores = new Int16Array(0);
  private rows = 0;

  constructor(watched: ReadonlyMap<string, WatchedColumn>) {
    this.watched = watched;
    this.places = new Map([...watched.keys()].map((name, place) => [name, place]));
    this.known = [...watched].map(() => new Map<number | string, number>());
  }

  /** @param rows of the batch, of which as many are scored as the sums still take */
  begin(sums: CoMomentSums, rows: number): void {
    this.rows = Math.max(0, Math.min(rows, MOST_SCORED_ROWS - sums.rowCount));
    const cells = this.watched.size * this.rows;
    if (this.scores.length < cells) this.scores = new Int16Array(cells);
    else this.scores.fill(0, 0, cells);
  }

  column(batch: ColumnBatch): void {
    const place = this.places.get(batch.name);
    if (place === undefined || this.rows === 0) return;
    const column = this.watched.get(batch.name)!;
    const known = this.known[place]!;
    const from = place * this.rows;
    for (let row = 0; row < this.rows; row++) {
      const value = valueAt(batch, row);
      if (value === null) continue;
      let score = known.get(value);
      if (score === undefined) {
        score = scoreOf(value, column);
        if (known.size >= REMEMBERED) known.clear();
        known.set(value, score);
      }
      this.scores[from + row] = score;
    }
  }

  end(sums: CoMomentSums): void {
    if (this.rows > 0) sums.addRows(this.scores, this.rows);
  }
}

/** Null where there is no value. */
function valueAt({ kinds, numbers, codes, dictionary }: ColumnBatch, row: number): number | string | null {
  const kind = kinds[row]!;
  if (kind === CellKind.missing) return null;
  if (kind === CellKind.boolean) return numbers[row] ? "true" : "false";
  return kind === CellKind.text ? (dictionary[codes[row]!] ?? "") : numbers[row]!;
}

function scoreOf(value: number | string, { bins, names, scores }: WatchedColumn): number {
  if (bins.kind === "categorical") {
    const bin = names.binOf(typeof value === "number" ? String(value + 0) : value);
    return bin === UNSEEN ? 0 : scores[bin]!;
  }
  if (typeof value === "string" || Number.isNaN(value)) return 0;
  let bin = 0;
  while (bin < bins.edges.length && value > bins.edges[bin]!) bin++;
  return scores[bin]!;
}
