import { describe, expect, it } from "vitest";
import { learningNormal, learnNormal } from "../../../../src/core/verdict/calibrated/learn-normal.js";
import { trainingSkew } from "../../../../src/core/verdict/calibrated/training-skew.js";
import { FIRST_HOUR, HourlyWorld, worldBaseline } from "./hourly-world.js";

describe("training against production", () => {
  const training = worldBaseline();

  it("is nothing where production has the table's own counts", () => {
    for (const { psi, jensenShannon } of trainingSkew(training, learningNormal(training))) {
      expect(psi).toBeCloseTo(0, 12);
      expect(jensenShannon).toBeCloseTo(0, 6);
    }
  });

  it("puts the feature first whose level differs, beside what chance gives", () => {
    const windows = new HourlyWorld(41).windows(FIRST_HOUR, 14 * 24, (feature) =>
      feature === "score" ? { shift: 1 } : {},
    );
    const [first, ...others] = trainingSkew(training, learnNormal(training, windows));
    expect(first!.feature).toBe("score");
    // A shift of one standard deviation moves PSI to about 1; the season widens the rest a little.
    expect(first!.psi).toBeGreaterThan(0.7);
    // Nine degrees of freedom: 9 (1/300 + 1/N), where N is about 14 * 24 * 300 and 297 of 300 rows have a value.
    expect(first!.psiByChance).toBeCloseTo(9 / 300, 2);
    expect(others.every(({ psi }) => psi < 0.1)).toBe(true);
  });
});
