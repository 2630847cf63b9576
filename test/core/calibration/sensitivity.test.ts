import { describe, expect, it } from "vitest";
import { sensitivity } from "../../../src/core/calibration/sensitivity.js";
import { calibrated, judgeHours, REFERENCE_HOURS, smallWorld } from "./simulated.js";

describe("the smallest noticeable change", () => {
  it("is close to h / sqrt(n) for independent rows", () => {
    // By hand, four features and so eleven two-sided and four one-sided checks: h = 4.16 for an hour of 1,000 rows.
    const learned = calibrated(smallWorld({ seasonal: false }));
    const shift = sensitivity(learned).find(({ feature, check }) => feature === "f0" && check === "shift")!;
    expect(shift.hour!).toBeGreaterThan(4.1 / Math.sqrt(1000));
    expect(shift.hour!).toBeLessThan(1.25 * (4.2 / Math.sqrt(1000)));
    expect(shift.day).toBe(0.05);
  });

  it("is what a day of such a shift reaches the limit with", () => {
    const world = smallWorld({ seed: 9 });
    const learned = calibrated(world);
    const { day } = sensitivity(learned).find(({ feature, check }) => feature === "f0" && check === "shift")!;
    const live = world.stream(REFERENCE_HOURS, 72, { kind: "shift", size: 2 * day!, onset: 0, feature: 0 });
    const scores = judgeHours(learned, live, REFERENCE_HOURS).at(-1)!.scores;
    const found = scores.find((s) => s.feature === "f0" && s.check === "shift" && s.lens === "day")!;
    expect(found.state).toBe("drifting");
  });

  it("is unknown through a lens that is not judged", () => {
    const thin = calibrated(smallWorld({ rowsPerHour: 8, leastRows: 0, seed: 4 }));
    for (const { hour } of sensitivity(thin)) expect(hour).toBeNull();
    for (const { day } of sensitivity(thin)) expect(day).toBeGreaterThan(0.1);
  });
});
