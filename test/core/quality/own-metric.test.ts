import { expect, it } from "vitest";
import { createBinaryCounter } from "../../../src/core/quality/binary/count-binary.js";
import { mergeBinary } from "../../../src/core/quality/binary/binary-state.js";
import { binaryMetrics } from "../../../src/core/quality/binary/registry.js";
import { meanLoss } from "../../../src/core/quality/losses.js";
import { measureOne } from "../../../src/core/quality/measure.js";
import type { BinaryMetric } from "../../../src/core/quality/quality-metric.js";
import { parseQuality, serialiseQuality } from "../../../src/core/quality/stored-quality.js";
import { binaryRows } from "./labelled-rows.js";

/** All that a user writes: what a wrong answer costs, a missed churner ten times as much as a needless call. */
const costPerCustomer: BinaryMetric = {
  task: "binary",
  reads: "class",
  name: "cost-per-customer",
  title: "cost of wrong answers, dollars a customer",
  better: "lower",
  loss: (_score, predicted, actual) => (predicted === actual ? 0 : actual === 1 ? 50 : 5),
  measure: ({ losses }, omega) => meanLoss(losses, "cost-per-customer", omega),
};

const count = (actual: number[], predicted: number[]) => {
  const counter = createBinaryCounter(undefined, [...binaryMetrics.values(), costPerCustomer]);
  counter.add(binaryRows(actual, predicted));
  return counter.finish();
};

it("a metric of one's own is counted, merged, stored and measured like any other", () => {
  const state = mergeBinary(count([1, 0], [0, 1]), count([1, 0], [1, 0]));
  const stored = parseQuality(serialiseQuality(state));
  const cost = measureOne(costPerCustomer, stored, 1);
  // (50 + 5 + 0 + 0) / 4.
  expect(cost).toMatchObject({ defined: true, value: 13.75 });
  expect(measureOne(binaryMetrics.get("accuracy"), stored, 1)).toMatchObject({ value: 0.5 });
});

it("is undefined, not wrong, where an older state did not count it", () => {
  const counter = createBinaryCounter();
  counter.add(binaryRows([1], [0]));
  const merged = mergeBinary(count([1, 0], [0, 1]), counter.finish());
  expect(measureOne(costPerCustomer, merged, 1)).toEqual({
    defined: false,
    because: "it was not counted for all of these rows",
  });
});
