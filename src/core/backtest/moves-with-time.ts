import type { WindowSample } from "../../contracts/rule.js";
import type { HourIndex } from "../../contracts/verdict.js";
import { weightedMedian } from "../drift/weighted-values.js";

/** Fewer windows than these say nothing about a trend. */
const LEAST_WINDOWS = 10;
const LEAST_CORRELATION = 0.95;

/**
 * Numeric columns that go with the clock, such as a running number, a year or a date as a number: no past says what their
 * future looks like, so every rule finds them changed.
 */
export class TimeMovers {
  private readonly medians = new Map<string, { hours: HourIndex[]; values: number[] }>();

  /** A window of the reference. */
  add({ hour, features }: WindowSample): void {
    for (const [name, sample] of features) {
      if (!sample.numeric || sample.numeric.values.values.length === 0) continue;
      const known = this.medians.get(name) ?? { hours: [], values: [] };
      this.medians.set(name, known);
      known.hours.push(hour);
      known.values.push(weightedMedian(sample.numeric.values));
    }
  }

  /** Names of columns whose window medians are correlated with time by at least 0.95 either way, sorted. */
  names(): string[] {
    return [...this.medians]
      .filter(([, { hours, values }]) => hours.length >= LEAST_WINDOWS && correlates(hours, values))
      .map(([name]) => name)
      .sort();
  }
}

/** Pearson's correlation by its definition; a constant correlates with nothing. */
function correlates(a: readonly number[], b: readonly number[]): boolean {
  const [meanA, meanB] = [mean(a), mean(b)];
  let [squaresA, squaresB, products] = [0, 0, 0];
  a.forEach((value, i) => {
    squaresA += (value - meanA) ** 2;
    squaresB += (b[i]! - meanB) ** 2;
    products += (value - meanA) * (b[i]! - meanB);
  });
  const scale = Math.sqrt(squaresA) * Math.sqrt(squaresB);
  return scale > 0 && Math.abs(products) / scale >= LEAST_CORRELATION;
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
