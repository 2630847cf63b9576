import type { CoMomentCounts } from "../../contracts/co-moments.js";

/** Scores are whole multiples of 1/32: sums of them and of their products are exact, in any order of merging. */
export const SCORE_STEPS = 32;

/** Adds up rows and other sums. */
export class CoMomentSums {
  private rows = 0;
  private readonly sums: Float64Array;
  private readonly products: Float64Array;

  constructor(features: number) {
    this.sums = new Float64Array(features);
    this.products = new Float64Array((features * (features + 1)) / 2);
  }

  get rowCount(): number {
    return this.rows;
  }

  /** @param scores of `rows` rows, feature after feature, shape [F][rows]; a missing value has the mean's score, 0 */
  addRows(scores: Int16Array, rows: number): void {
    const { sums, products } = this;
    this.rows += rows;
    let at = 0;
    for (let i = 0; i < sums.length; i++) {
      const left = i * rows;
      for (let row = 0; row < rows; row++) sums[i]! += scores[left + row]!;
      for (let j = i; j < sums.length; j++) {
        const right = j * rows;
        let sum = 0;
        for (let row = 0; row < rows; row++) sum += scores[left + row]! * scores[right + row]!;
        products[at++]! += sum;
      }
    }
  }

  merge(other: CoMomentCounts): void {
    this.rows += other.rows;
    other.sums.forEach((sum, i) => (this.sums[i]! += sum));
    other.products.forEach((product, at) => (this.products[at]! += product));
  }

  state(): CoMomentCounts {
    return { rows: this.rows, sums: Array.from(this.sums), products: Array.from(this.products) };
  }
}
