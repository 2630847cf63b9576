import { clipped } from "../binary/probability-losses.js";
import { stratumOf } from "./strata.js";

/**
 * Rows of one class against the rest, by stratum of its score and by whether it is what the model says: cell = stratum, then the same strata
 * once more for rows that are said to be of the class. Shape [2 strata] each; adds up over rows.
 */
export interface ClassStrata {
  readonly rows: readonly number[];
  /** Rows that are labelled with the class; zeros where labels aren't there yet. */
  readonly positives: readonly number[];
  /** Sums of ln score and ln (1 - score). */
  readonly logScores: readonly number[];
  readonly logRests: readonly number[];
}

/** What was learned of one class from labelled rows. */
export interface ClassReference {
  /** Inner edges of the strata, ascending. */
  readonly edges: readonly number[];
  /** Shape [2 strata] each. */
  readonly rows: readonly number[];
  readonly positives: readonly number[];
}

/** Counts rows on the strata of a reference. */
export class ClassStrataBuilder {
  private readonly edges: readonly number[];
  private readonly rows: Float64Array;
  private readonly positives: Float64Array;
  private readonly logScores: Float64Array;
  private readonly logRests: Float64Array;

  constructor(edges: readonly number[]) {
    this.edges = edges;
    const cells = 2 * (edges.length + 1);
    this.rows = new Float64Array(cells);
    this.positives = new Float64Array(cells);
    this.logScores = new Float64Array(cells);
    this.logRests = new Float64Array(cells);
  }

  /** @param positive 1 where the class is the label, else 0 */
  add(score: number, said: boolean, positive: number): void {
    const cell = stratumOf(score, this.edges) + (said ? this.edges.length + 1 : 0);
    this.rows[cell]!++;
    this.positives[cell]! += positive;
    this.logScores[cell]! += Math.log(clipped(score));
    this.logRests[cell]! += Math.log(1 - clipped(score));
  }

  finish(): ClassStrata {
    return {
      rows: Array.from(this.rows),
      positives: Array.from(this.positives),
      logScores: Array.from(this.logScores),
      logRests: Array.from(this.logRests),
    };
  }
}

/** Share of positives of each cell and how well it is known. */
export interface CellRates {
  readonly rate: readonly number[];
  /** Reference rows that the rate rests on. */
  readonly support: readonly number[];
}

/**
 * Smoothed share of positives, (k + 0.5) / (m + 1), of each cell of the reference; of a cell that the reference never saw, that of its stratum.
 */
export function cellRates({ rows, positives }: ClassReference): CellRates {
  const strata = rows.length / 2;
  const support = rows.map((count, cell) => (count > 0 ? count : rows[(cell + strata) % rows.length]!));
  const hits = rows.map((count, cell) => (count > 0 ? positives[cell]! : positives[(cell + strata) % rows.length]!));
  return { rate: support.map((count, cell) => (hits[cell]! + 0.5) / (count + 1)), support };
}

/**
 * Variance of the number of positives in each cell of n rows: n r (1 - r) by chance, and n^2 r (1 - r) / (m + 1) because the rate was learned from m rows.
 */
export function cellVariances({ rate, support }: CellRates, rows: readonly number[], omega: number): number[] {
  return rows.map((n, cell) => {
    const spread = rate[cell]! * (1 - rate[cell]!);
    return omega * spread * (n + (n * n) / (support[cell]! + 1));
  });
}
