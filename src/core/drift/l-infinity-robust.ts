import { driftMetric } from "./comparable.js";
import { largestCdfGap } from "./kolmogorov-smirnov.js";
import { largestShareChange } from "./l-infinity.js";
import { orderedValues } from "./sample.js";

/**
 * L-infinity distance less what chance gives, as Deequ computes it for SageMaker Model Monitor's `Robust` comparison.
 *
 * max(0, L - 1.8 sqrt((n + N) / (n N))), with L the two-sample Kolmogorov-Smirnov distance for numbers and the largest
 * change of a category's share otherwise (`l-infinity`: rare categories of the baseline together, unseen ones together).
 * 1.8 is Deequ's constant for a chance of 0.3 %. Symmetric. No p-value.
 *
 * With the customary threshold of 0.1 a window of 50 rows must show a distance of 0.36 to be called drift; at a million
 * rows nothing is taken off and 0.1 decides alone.
 *
 * @see https://github.com/awslabs/deequ/blob/master/src/main/scala/com/amazon/deequ/analyzers/Distance.scala
 */
export const lInfinityRobust = driftMetric({
  name: "l-infinity-robust",
  title: "L-infinity distance beyond chance (Deequ)",
  appliesTo: ["numeric", "categorical"],
  reads: "values",
  judgedBy: "value",
  defaultThreshold: 0.1,
  minimumRows: 30,
  score(reference, current) {
    const name = "l-infinity-robust";
    const values = reference.kind === "numeric" ? orderedValues(name, reference, current) : null;
    const distance = values
      ? largestCdfGap(values.reference, values.current)
      : largestShareChange(name, reference, current);
    return { value: beyondChance(distance, reference.rows, current.rows), pValue: null };
  },
});

/** Deequ's constant, which its documentation gives as alpha = 0.003 in sqrt(-ln(alpha / 2) / 2). */
const CHANCE_CONSTANT = 1.8;

/** max(0, distance - constant sqrt((n + m) / (n m))). */
export function beyondChance(distance: number, n: number, m: number, constant = CHANCE_CONSTANT): number {
  return Math.max(0, distance - constant * Math.sqrt((n + m) / (n * m)));
}
