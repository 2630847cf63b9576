import { describe, expect, it } from "vitest";
import { pooledMetric, qualityDays, type QualityOfWindow } from "../../../../src/core/verdict/quality/quality-day.js";

const HOUR = 3_600_000;
const DAY = 20_000 * 24;

const window = (hour: number, history: QualityOfWindow["history"], accuracy: number): QualityOfWindow => {
  const { predictions, labelled } = history.at(-1)!;
  return {
    hour,
    counts: { predictions, labelled, metrics: { accuracy: { value: accuracy, low: null, high: null } }, gaps: [] },
    estimated: { value: 0.8, low: 0.7, high: 0.9 },
    history,
  };
};

describe("days of labelled windows", () => {
  it("add up their windows and say how coverage was before the last labels came", () => {
    const days = qualityDays(
      [
        window(DAY, [at(1, 100, 0), at(30, 100, 60), at(54, 100, 90)], 0.9),
        window(DAY + 1, [at(2, 300, 0), at(30, 300, 210)], 0.6),
        window(DAY + 24, [at(26, 50, 0)], 0.5),
      ],
      "accuracy",
    );
    expect(days).toHaveLength(2);
    // Realised (90 x 0.9 + 210 x 0.6) / 300 = 0.69; coverage (60 + 210) / 400 before the file of hour 54, (90 + 210) / 400 after.
    expect(days[0]).toMatchObject({ hour: DAY, predictions: 400, labelled: 300 });
    expect(days[0]!.realised!.value).toBeCloseTo(0.69, 12);
    expect(days[0]!.restated).toEqual({ atMs: 54 * HOUR, coverageBefore: 0.675, coverage: 0.75 });
    expect(days[1]).toMatchObject({ labelled: 0, realised: null, restated: null });
  });

  it("are not restated by their first labels", () => {
    const [day] = qualityDays([window(DAY, [at(1, 100, 0), at(30, 100, 60)], 0.9)], "accuracy");
    expect(day!.restated).toBeNull();
  });

  it("pool intervals as independent ones", () => {
    // Half widths 0.2 and 0.1 of 100 and 300 rows: sqrt((100 x 0.2)^2 + (300 x 0.1)^2) / 400.
    const pooled = pooledMetric([
      [100, { value: 0.5, low: 0.3, high: 0.7 }],
      [300, { value: 0.7, low: 0.6, high: 0.8 }],
      [0, { value: 0.1, low: 0, high: 1 }],
    ])!;
    expect(pooled.value).toBeCloseTo(0.65, 12);
    expect(pooled.high! - pooled.value).toBeCloseTo(Math.hypot(20, 30) / 400, 12);
    expect(pooledMetric([[0, { value: 1, low: null, high: null }]])).toBeNull();
  });
});

function at(hours: number, predictions: number, labelled: number): QualityOfWindow["history"][number] {
  return { atMs: hours * HOUR, predictions, labelled };
}
