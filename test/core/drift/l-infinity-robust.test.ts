import { describe, expect, it } from "vitest";
import { kolmogorovSmirnov } from "../../../src/core/drift/kolmogorov-smirnov.js";
import { beyondChance, lInfinityRobust } from "../../../src/core/drift/l-infinity-robust.js";
import { lInfinity } from "../../../src/core/drift/l-infinity.js";
import { counted, numericPair } from "./samples.js";

/** Expected values from the tests of awslabs/deequ (DistanceSpec). */
describe("L-infinity beyond chance, as Deequ computes it", () => {
  it("of {1, 2, 3, 4} and {2, 3, 4, 5} is 0.25 less chance, which is nothing", () => {
    const pair = numericPair([1, 2, 3, 4], [2, 3, 4, 5]);
    expect(kolmogorovSmirnov.score(...pair).value).toBe(0.25);
    expect(lInfinityRobust.score(...pair).value).toBe(0);
  });

  it("of {a10 b20 c25 d10 e5} and {a11 b20 c25 d10 e10} is 0.06015037593984962 before chance is taken off", () => {
    const value = lInfinity.score(counted([10, 20, 25, 10, 5]), counted([11, 20, 25, 10, 10])).value;
    expect(value).toBeCloseTo(0.06015037593984962, 15);
  });

  // {a207 b20 c25 d14 e25 g13} and {a22 b20 c25 d12 e13 f15}: f is the one unseen category. Deequ's constant for a
  // chance alpha is sqrt(-ln(alpha / 2) / 2).
  it.each([
    { alpha: 0.003, expected: 0.2726338046550349 },
    { alpha: 0.1, expected: 0.33774199396969184 },
  ])("at a chance of $alpha takes off sqrt(-ln(alpha / 2) / 2) sqrt(1/n + 1/N)", ({ alpha, expected }) => {
    const [reference, current] = [counted([207, 20, 25, 14, 25, 13]), counted([22, 20, 25, 12, 13, 0], 15)];
    const distance = lInfinity.score(reference, current).value;
    const constant = Math.sqrt(-Math.log(alpha / 2) / 2);
    expect(beyondChance(distance, reference.rows, current.rows, constant)).toBeCloseTo(expected, 12);
  });

  it("takes off 0.257 for 50 rows against 2,333, 0.133 for 200 and 0.055 for 2,000, by hand", () => {
    const takenOff = [50, 200, 2_000].map((rows) => 1 - beyondChance(1, 2_333, rows));
    expect(takenOff.map((penalty) => penalty.toFixed(3))).toEqual(["0.257", "0.133", "0.055"]);
  });

  it("of a categorical feature takes 1.8 for its constant", () => {
    const [reference, current] = [counted([207, 20, 25]), counted([22, 20, 25])];
    const distance = lInfinity.score(reference, current).value;
    expect(lInfinityRobust.score(reference, current).value).toBeCloseTo(
      distance - 1.8 * Math.sqrt(1 / 252 + 1 / 67),
      12,
    );
  });
});
