import { describe, expect, it } from "vitest";
import {
  coverageOf,
  coverageShare,
  coverageStatistic,
  delayWithin,
  type LabelCoverage,
  mergeCoverage,
} from "../../../src/core/labels/coverage.js";
import { labelledPairs } from "../../../src/core/labels/labelled-pairs.js";
import { wilson } from "../../../src/core/quality/interval.js";
import { labelsOf, predictionsOf } from "./decoded.js";

const HOUR_MS = 3_600_000;
const model = { task: "binary", classes: ["0", "1"], threshold: 0.5 } as const;
const time = { from: "column", column: "at" } as const;

async function coverage(predictions: string, labels: string): Promise<LabelCoverage> {
  const [said, told] = [await predictionsOf(predictions, { time }), await labelsOf(labels, { time })];
  return coverageOf(labelledPairs(said, told, model));
}

const first = await coverage(
  "id,said,at\na,1,2026-01-05T00:00Z\nb,0,2026-01-05T00:00Z\nc,0,2026-01-05T00:00Z\nd,1,2026-01-05T01:00Z\n",
  "id,truth,at\na,1,2026-01-05T02:00Z\nb,1,2026-01-06T00:00Z\nd,1,2026-01-05T00:30Z\nz,1,2026-01-05T00:00Z\n",
);
const second = await coverage("id,said,at\ne,1,2026-01-06T00:00Z\n", "id,truth,at\ne,1,\n");

describe("coverage of labels", () => {
  it("is the share of predictions that have one, and grows to the end as they come", () => {
    expect(first).toMatchObject({ predictions: 4, labelled: 3, early: 1 });
    const [low, high] = wilson(0.75, 4);
    expect(coverageShare(first)).toEqual({ defined: true, value: 0.75, low, high, bound: 0 });
    expect(coverageShare({ ...first, predictions: 0, labelled: 0 })).toMatchObject({ defined: false });
    expect(coverageStatistic({ ...first, predictions: 100, labelled: 90 })).toBeGreaterThan(
      coverageStatistic({ ...first, predictions: 100, labelled: 70 }),
    );
  });

  it("tells how late they came: 0 (before the prediction), 2 and 24 hours", () => {
    const median = delayWithin(first, 0.5);
    expect(median).toMatchObject({ value: 2 * HOUR_MS, low: 0, high: 24 * HOUR_MS });
    expect(delayWithin(first, 0.9)).toMatchObject({ value: 24 * HOUR_MS });
    expect(delayWithin(second, 0.5)).toMatchObject({ defined: false });
  });

  it("adds up over hours", () => {
    expect(mergeCoverage(first, second)).toMatchObject({ predictions: 5, labelled: 4, early: 1 });
    expect(mergeCoverage(first, second)).toEqual(mergeCoverage(second, first));
    expect(mergeCoverage(first, second).delays).toEqual(first.delays);
  });
});

describe("one row of each id", () => {
  it("every row ends in one place, on either side", async () => {
    const said = await predictionsOf("id,said\na,1\na,1\nb,0\nc,2\n,1\nd,\ne,1\n");
    const told = await labelsOf("id,truth\na,1\na,0\nc,1\ne,blue\nx,1\n,1\nb,\n");
    const { counts } = labelledPairs(said, told, model);
    expect(counts).toEqual({
      // 7 = 2 faults + 1 repeated + 1 waiting (b) + 3 matched (a, c, e).
      predictions: {
        read: 7,
        faults: { "id-missing": 1, "prediction-missing": 1 },
        repeated: 1,
        conflicting: 0,
        waiting: 1,
      },
      // 7 = 2 faults + 1 repeated + 1 unmatched (x) + 3 matched.
      labels: { read: 7, faults: { "id-missing": 1, "label-missing": 1 }, repeated: 1, conflicting: 1, unmatched: 1 },
      matched: 3,
      pairFaults: { "prediction-unseen-class": 1, "label-unseen-class": 1 },
      labelled: 1,
    });
  });
});
