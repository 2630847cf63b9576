import { expect, it } from "vitest";
import { CAPTURE_FORMAT_NAMES, DRIFT_METRIC_NAMES, QUALITY_METRIC_NAMES } from "../../src/config/known-names.js";
import { captureFormats } from "../../src/core/decode/registry.js";
import { driftMetrics } from "../../src/core/drift/registry.js";
import { metricsOf } from "../../src/core/quality/measure.js";

it("configuration knows every capture format that is registered, and no other", () => {
  expect([...CAPTURE_FORMAT_NAMES].sort()).toEqual([...captureFormats.names].sort());
});

it("configuration knows every drift metric that is registered, and no other", () => {
  expect([...DRIFT_METRIC_NAMES].sort()).toEqual([...driftMetrics.names].sort());
});

it("configuration knows every quality metric that is registered, and no other; none has the name of a drift metric", () => {
  const registered = (["binary", "multiclass", "regression"] as const).flatMap((task) => metricsOf(task));
  expect([...QUALITY_METRIC_NAMES].sort()).toEqual([...new Set(registered.map(({ name }) => name))].sort());
  expect(QUALITY_METRIC_NAMES.filter((name) => driftMetrics.names.includes(name))).toEqual([]);
});
