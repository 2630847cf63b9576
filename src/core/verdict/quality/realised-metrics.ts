import type { QualityTask } from "../../quality/quality-metric.js";

/**
 * Realised metrics that are judged, by task: means over rows, so that hours add up to days and few rows are enough. Each catches
 * what the others are slow at: accuracy wrong answers, log-loss probabilities that have lost their meaning, bias errors of one sign.
 */
export const REALISED: Readonly<Record<QualityTask, readonly string[]>> = {
  binary: ["accuracy", "log-loss"],
  multiclass: ["accuracy", "log-loss"],
  regression: ["mae", "bias"],
};

/** The one number of a model's quality that people ask for first. */
export const HEADLINE: Readonly<Record<QualityTask, string>> = {
  binary: "accuracy",
  multiclass: "accuracy",
  regression: "mae",
};

const SHARES: ReadonlySet<string> = new Set([
  "accuracy",
  "balanced-accuracy",
  "precision",
  "recall",
  "specificity",
  "f0.5",
  "f1",
  "f2",
  "false-positive-rate",
  "false-negative-rate",
]);

/** How people read a metric: shares in percent. */
export function unitOf(metric: string): "share" | "value" {
  const name = metric.replace(/^(macro|weighted)-/, "").replace(/-best-constant$/, "");
  return SHARES.has(name) || name.endsWith("-rate") || /^top-\d-accuracy$/.test(name) ? "share" : "value";
}
