import { describe, expect, it } from "vitest";
import { LeftOutCategories, referenceBlocks } from "../../../src/core/baseline/left-out-categories.js";
import { learnNormal } from "../../../src/core/verdict/calibrated/learn-normal.js";
import { FIRST_HOUR, HourlyWorld, worldBaseline } from "../verdict/calibrated/hourly-world.js";

const WEEK = 168;

describe("categories that only one block of a reference has", () => {
  it("are counted hour by hour; a category of two blocks is not", () => {
    const found = new LeftOutCategories(referenceBlocks(0, 28));
    found.addRows("city", 3, "only in week 1", 2);
    found.addRows("city", 5, "only in week 1", 1);
    found.addRows("city", 3, "also only in week 1", 4);
    found.addRows("city", 9, "everywhere", 7);
    found.addRows("city", 9 + WEEK, "everywhere", 7);
    found.addRows("plan", 9, "everywhere", 7);
    found.addRows("plan", 9 + 2 * WEEK, "everywhere", 7);
    // 2 + 4 rows in hour 3, 1 in hour 5
    expect([...found.rows()]).toEqual([
      [
        "city",
        [
          [3, 6],
          [5, 1],
        ],
      ],
    ]);
  });

  it("gives a column up that has more categories than can be followed", () => {
    const found = new LeftOutCategories(referenceBlocks(0, 28));
    for (let i = 0; i < 20_001; i++) found.addRows("id", i % WEEK, String(i), 1);
    found.addRows("id", 1, "again", 1);
    expect(found.rows().size).toBe(0);
  });

  it("tells a reference below two weeks by days", () => {
    const blocks = referenceBlocks(100, 10);
    expect([100, 123, 124, 148].map(blocks)).toEqual([0, 0, 1, 2]);
  });

  it("become the rate of unseen values that a calibration expects", () => {
    const windows = new HourlyWorld(31).windows(FIRST_HOUR, 28 * 24);
    const baseline = worldBaseline();
    const rare = windows.filter((_, i) => i % 10 === 0).map(({ hour }) => [hour, 2] as const);
    const country = { ...baseline.features[2]!, leftOut: rare };
    const known = { ...baseline, features: [...baseline.features.slice(0, 2), country] };
    const [without, withLeftOut] = [baseline, known].map((each) => learnNormal(each, windows).calibration.features[2]!);
    expect(without!.unseen).toBe(0);
    // 672 hours, every tenth with two rows
    expect(withLeftOut!.unseen).toBe(68 * 2);
    expect(withLeftOut!.rows + withLeftOut!.unseen).toBe(without!.rows);
  });
});
