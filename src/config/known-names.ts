import type { CaptureFormatName } from "../contracts/decoding.js";

/**
 * Names that configuration accepts for what is registered elsewhere. Configuration imports no engine, so the names
 * stand here; a test holds them equal to the registries of capture formats and drift metrics.
 */
export const CAPTURE_FORMAT_NAMES = [
  "sagemaker-jsonl",
  "sagemaker-batch",
  "jsonl",
  "csv",
  "parquet",
] as const satisfies readonly CaptureFormatName[];

export const DRIFT_METRIC_NAMES = [
  "psi",
  "csi",
  "jensen-shannon",
  "kullback-leibler",
  "hellinger",
  "total-variation",
  "l-infinity",
  "l-infinity-robust",
  "kolmogorov-smirnov",
  "cramer-von-mises",
  "wasserstein",
  "mann-whitney",
  "welch-t",
  "chi-squared",
  "g-test",
  "z-test",
  "missing-rate",
  "unseen-categories",
] as const;
