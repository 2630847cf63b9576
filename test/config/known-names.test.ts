import { expect, it } from "vitest";
import { CAPTURE_FORMAT_NAMES, DRIFT_METRIC_NAMES } from "../../src/config/known-names.js";
import { captureFormats } from "../../src/core/decode/registry.js";
import { driftMetrics } from "../../src/core/drift/registry.js";

it("configuration knows every capture format that is registered, and no other", () => {
  expect([...CAPTURE_FORMAT_NAMES].sort()).toEqual([...captureFormats.names].sort());
});

it("configuration knows every drift metric that is registered, and no other", () => {
  expect([...DRIFT_METRIC_NAMES].sort()).toEqual([...driftMetrics.names].sort());
});
