import type { WeightedValues } from "../../contracts/drift.js";
import { DistinctCounter, estimateDistinct, type DistinctState } from "./distinct.js";
import { mergeMoments, NO_MOMENTS, type Moments } from "./moments.js";
import { QuantileSketch, type QuantileState } from "./quantile-sketch.js";
import { weightedValuesOfSketch, weightedValuesOfTable } from "./quantiles.js";
import { ValueTableBuilder, type ValueTable } from "./value-table.js";

/** As long as a column has at most this many distinct numbers, all of them are kept with their counts. */
export const EXACT_VALUES = 512;

/** Many distinct numbers: a quantile sketch and a distinct counter. */
export interface SketchedValues {
  readonly quantiles: QuantileState;
  readonly distinct: DistinctState;
}

/** What is kept of a column's numbers. */
export interface NumberState {
  /** Size of the quantile sketch, or of the one to come. */
  readonly k: number;
  /** Infinite values: out of the moments and quantiles, in the outer bins. */
  readonly infinite: { readonly negative: number; readonly positive: number };
  /** Of the finite values. */
  readonly moments: Moments;
  /** Of the finite values: exact while there are few distinct ones, sketched after. */
  readonly values: { readonly exact: ValueTable } | { readonly sketched: SketchedValues };
}

/** Gathers the numbers of one column, batch by batch or profile by profile. */
export class NumberAccumulator {
  private moments: Moments = NO_MOMENTS;
  private negative = 0;
  private positive = 0;
  private exact: ValueTableBuilder | null = new ValueTableBuilder(EXACT_VALUES);
  private quantiles: QuantileSketch | null = null;
  private distinct: DistinctCounter | null = null;
  private readonly k: number;
  private readonly seed: number;

  /** @param seed of the quantile sketch's coins */
  constructor(k: number, seed: number) {
    this.k = k;
    this.seed = seed;
  }

  addInfinite(negative: number, positive: number): void {
    this.negative += negative;
    this.positive += positive;
  }

  /**
   * Takes in the first `length` of ascending values.
   *
   * @param sorted finite numbers without -0
   * @param moments theirs
   */
  addSorted(sorted: Float64Array, length: number, moments: Moments): void {
    this.moments = mergeMoments(this.moments, moments);
    if (this.exact?.add(sorted, length)) return;
    this.startSketching();
    this.quantiles!.addSorted(sorted, length);
    this.distinct!.addSorted(sorted, length);
  }

  /**
   * Takes in whole numbers beyond 2^53: their nearest doubles like any number, but as distinct values by their
   * digits. Doubles can't tell such numbers apart, so the column leaves exact counting.
   *
   * @param sorted nearest doubles, ascending
   * @param digits each different one at least once
   */
  addBigIntegers(sorted: Float64Array, length: number, moments: Moments, digits: Iterable<string>): void {
    this.moments = mergeMoments(this.moments, moments);
    this.startSketching();
    this.quantiles!.addSorted(sorted, length);
    for (const text of digits) this.distinct!.addText(text);
  }

  /** @param seed of the other profile */
  merge(other: NumberState, seed: number): void {
    this.addInfinite(other.infinite.negative, other.infinite.positive);
    this.moments = mergeMoments(this.moments, other.moments);
    if ("sketched" in other.values) this.mergeSketch(other.values.sketched, seed);
    else this.mergeTable(other.values.exact);
  }

  state(): NumberState {
    return {
      k: this.k,
      infinite: { negative: this.negative, positive: this.positive },
      moments: this.moments,
      values: this.exact
        ? { exact: this.exact.table() }
        : { sketched: { quantiles: this.quantiles!.state(), distinct: this.distinct!.state() } },
    };
  }

  private mergeTable(table: ValueTable): void {
    if (this.exact?.add(table.values, table.values.length, table.counts)) return;
    this.startSketching();
    this.sketchTable(table);
  }

  private mergeSketch(other: SketchedValues, seed: number): void {
    this.startSketching();
    this.quantiles!.merge(other.quantiles, seed);
    this.distinct!.merge(other.distinct);
  }

  /** Leaves exact counting, if this hasn't happened yet. */
  private startSketching(): void {
    if (!this.exact) return;
    const table = this.exact.table();
    this.exact = null;
    this.quantiles = new QuantileSketch(this.k, this.seed);
    this.distinct = new DistinctCounter();
    this.sketchTable(table);
  }

  private sketchTable(table: ValueTable): void {
    this.quantiles!.addTable(table);
    this.distinct!.addSorted(table.values, table.values.length);
  }
}

/** Finite values with weights, ascending. */
export function weightedValuesOf(numbers: NumberState): WeightedValues {
  return "exact" in numbers.values
    ? weightedValuesOfTable(numbers.values.exact)
    : weightedValuesOfSketch(numbers.values.sketched.quantiles);
}

/** Distinct finite values: exact while there are few, else within about 2 % (one standard error). */
export function distinctNumbers(numbers: NumberState): number {
  return "exact" in numbers.values
    ? numbers.values.exact.values.length
    : Math.max(1, Math.round(estimateDistinct(numbers.values.sketched.distinct)));
}
