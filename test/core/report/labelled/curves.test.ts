import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  precisionRecallPoints,
  reliabilityPoints,
  rocPoints,
} from "../../../../src/core/report/labelled/binary-curves.js";
import { confusionTable } from "../../../../src/core/report/labelled/confusion-table.js";
import { errorPoints, errorQuantile } from "../../../../src/core/report/labelled/error-points.js";
import { labelledSection } from "../../../../src/core/report/labelled/labelled-section.js";
import type { UnitPoint } from "../../../../src/core/report/labelled/unit-chart.js";
import { formatShare } from "../../../../src/core/report/words.js";
import { binaryState, multiclassState, regressionState } from "../../quality/labelled-rows.js";

interface Curve {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

/** From scikit-learn and numpy: fixtures/curves.py. */
const reference = JSON.parse(readFileSync(new URL("fixtures/curves.json", import.meta.url), "utf8")) as {
  readonly binary: {
    readonly actual: number[];
    readonly score: number[];
    readonly roc: Curve;
    readonly precisionRecall: Curve;
    readonly calibration: Curve;
  };
  readonly regression: {
    readonly label: number[];
    readonly said: number[];
    readonly shares: number[];
    readonly quantiles: number[];
    readonly below5: number;
  };
  readonly multiclass: {
    readonly classes: string[];
    readonly actual: number[];
    readonly said: number[];
    readonly confusion: number[][];
  };
};

const { actual, score } = reference.binary;
const binary = binaryState(
  actual,
  score.map((each) => Number(each >= 0.5)),
  score,
);

describe("curves of a binary model", () => {
  it.each([
    { why: "ROC: roc_curve", points: rocPoints(binary), expected: reference.binary.roc },
    {
      why: "precision-recall: precision_recall_curve, from the strictest threshold that says positive",
      points: precisionRecallPoints(binary).filter(({ y }) => !Number.isNaN(y)),
      expected: reference.binary.precisionRecall,
    },
    {
      why: "calibration: calibration_curve",
      points: reliabilityPoints(binary),
      expected: reference.binary.calibration,
    },
  ])("$why of scikit-learn, point by point", ({ points, expected }) => {
    expect(points).toHaveLength(expected.x.length);
    points.forEach(({ x, y }, i) => {
      expect(x).toBeCloseTo(expected.x[i]!, 12);
      expect(y).toBeCloseTo(expected.y[i]!, 12);
    });
  });

  it("draws both sides and says both areas", () => {
    const html = labelledSection(binary, binaryState([0, 1, 0, 1], [0, 1, 0, 1], [0.1, 0.9, 0.2, 0.8]));
    expect(html).toMatch(/area under the ROC curve 0\.\d+ \(reference 1\)/);
    expect(html.match(/<svg class="chart unit"/g)).toHaveLength(3);
    expect(html.match(/<path class="reference"/g)).toHaveLength(3);
    expect(html).toContain("300 labelled predictions, beside 4 of the reference.");
  });

  it("shows what was mistaken for what where rows have classes alone", () => {
    const html = labelledSection(binaryState([0, 1, 1], [0, 1, 0]), null);
    expect(html).not.toContain("<svg");
    expect(html).toContain('title="1 rows">50 %');
  });
});

describe("sizes of a regression's errors", () => {
  const { label, said, shares, quantiles, below5 } = reference.regression;
  const state = regressionState(label, said);

  it.each(shares.map((share, i) => ({ share, expected: quantiles[i]! })))(
    "the error below which $share of rows lie is numpy's inverted_cdf quantile",
    ({ share, expected }) => {
      expect(errorQuantile(state, share)).toBeCloseTo(expected, 9);
    },
  );

  it("the curve passes through the share of errors of at most 5", () => {
    const last = errorPoints(state, 5)
      .filter(({ x }: UnitPoint) => x <= 1)
      .at(-1)!;
    // Points are thinned to 150; here are fewer distinct errors.
    expect(last.y).toBeCloseTo(below5, 2);
  });

  it("says so where nothing errs", () => {
    expect(labelledSection(regressionState([1, 2], [1, 2]), null)).toContain("Every prediction equals its label.");
  });
});

describe("confusion of classes", () => {
  const { classes, actual: truth, said, confusion } = reference.multiclass;
  const state = multiclassState(classes, truth, said);

  it("is scikit-learn's confusion_matrix(normalize='true') in percent", () => {
    const html = confusionTable({ classes, now: state.confusion, reference: null });
    const cells = [...html.matchAll(/<td class="number[^>]*>([^<]*)</g)].map(([, text]) => text);
    expect(cells).toEqual(confusion.flat().map(formatShare));
  });

  it("escapes the names of classes", () => {
    const hostile = ["<script>x</script>", '"><img src=x>', "tech"];
    const html = labelledSection({ ...state, classes: hostile }, { ...state, classes: hostile });
    expect(html).not.toMatch(/<script|<img/);
    expect(html).toContain("&lt;script&gt;x&lt;/script&gt;");
  });
});

it("nothing is shown without a labelled row", () => {
  expect(labelledSection(null, null)).toBe("");
  expect(labelledSection(binaryState([], []), null)).toBe("");
});
