import { describe, expect, it } from "vitest";
import { judgedCounts } from "../../../src/core/backtest/judged-counts.js";
import { baselineOf, numericBaseline, windowOf } from "../verdict/stable-world.js";

const numbers = Array.from({ length: 100 }, (_, i) => i);
const named = (...names: string[]) => baselineOf(names.map((name) => numericBaseline(name, numbers)));
const learned = named("age", "hours", "label", "wage");
/** Upper triangle of a 4 x 4 table whose entry of row i and column j is 10 i + j. */
const coMoments = { rows: 7, sums: [1, 2, 3, 4], products: [0, 1, 2, 3, 11, 12, 13, 22, 23, 33] };
const values = [1, 50, 99];
const sample = { ...windowOf(learned, 3, { age: values, hours: values, label: values, wage: values }), coMoments };

describe("counts of the features that are judged", () => {
  it("are all of them where all are judged", () => {
    const counts = judgedCounts(learned, learned)(sample);
    expect(counts.coMoments).toEqual(coMoments);
    expect(counts.features).toHaveLength(4);
  });

  it("leave out a feature and its correlations", () => {
    const counts = judgedCounts(learned, named("age", "hours", "wage"))(sample);
    expect(counts.features).toHaveLength(3);
    expect(counts.coMoments).toEqual({ rows: 7, sums: [1, 2, 4], products: [0, 1, 3, 11, 13, 33] });
  });

  it("hold no correlations where the profile has none, or others than are watched now", () => {
    const { hour, records, features } = sample;
    expect(judgedCounts(learned, learned)({ hour, records, features })).not.toHaveProperty("coMoments");
    expect(judgedCounts(named("age"), learned)(sample)).not.toHaveProperty("coMoments");
  });
});
