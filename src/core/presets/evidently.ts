import type { FeatureBaseline } from "../../contracts/baseline.js";
import type { FixedMetric } from "../verdict/fixed-options.js";
import { presetOf } from "./preset.js";

/** Up to this many reference rows the product tests; above it measures distances. */
const SMALL_REFERENCE_ROWS = 1_000;

const isSmall = (feature: FeatureBaseline): boolean => feature.rows <= SMALL_REFERENCE_ROWS;
const isBinary = (feature: FeatureBaseline): boolean => feature.distinct <= 2;
const isNumeric = (feature: FeatureBaseline): boolean => feature.kind === "numeric";

/** The product's distance is in nats, d = sqrt(JSD); in the registry's base 2 the same divergence is 1 / ln 2 as large. */
const JENSEN_SHANNON_THRESHOLD = 0.1 / Math.sqrt(Math.LN2);

const P_THRESHOLD = 0.05;

/** Test or distance by kind, by rows of the reference and by distinct values. */
export const EVIDENTLY_METRICS: readonly FixedMetric[] = [
  { name: "kolmogorov-smirnov", judgedBy: "p-value", threshold: P_THRESHOLD, minimumRows: 1, only: isSmall },
  {
    name: "chi-squared",
    threshold: P_THRESHOLD,
    minimumRows: 1,
    only: (feature) => isSmall(feature) && !isNumeric(feature) && !isBinary(feature),
  },
  {
    name: "z-test",
    threshold: P_THRESHOLD,
    minimumRows: 1,
    only: (feature) => isSmall(feature) && isBinary(feature),
  },
  { name: "wasserstein", threshold: 0.1, minimumRows: 1, only: (feature) => !isSmall(feature) },
  {
    name: "jensen-shannon",
    threshold: JENSEN_SHANNON_THRESHOLD,
    minimumRows: 1,
    only: (feature) => !isSmall(feature) && !isNumeric(feature),
  },
];

export const EVIDENTLY_SOURCE = "https://docs.evidentlyai.com/metrics/explainer_drift";

export const EVIDENTLY_DIFFERENCES: readonly string[] = [
  "The product compares numeric columns with up to five distinct values as categories.",
  "Its chi-squared test takes the reference's shares as known and rejects a little more often than the two-sample test here, which also merges cells with fewer than five expected rows.",
  "Its Wasserstein distance divides by the reference's standard deviation with n, and by 0.001 at least; here with n - 1, and a constant reference is not judged.",
  "Rows of the reference are counted per column, without missing values; the product counts rows of the table.",
  "Text columns and embeddings are not judged.",
];

/** Evidently's default choice of test or distance, column by column. */
export const evidently = presetOf({
  name: "evidently",
  title:
    "Evidently, per column: Wasserstein or Jensen-Shannon distance at least 0.1; up to 1,000 reference rows a test with p below 0.05",
  source: EVIDENTLY_SOURCE,
  differences: [
    ...EVIDENTLY_DIFFERENCES,
    "Every column alarms by itself; the product's dataset drift at half of the columns is `evidently-dataset`.",
  ],
  options: { metrics: EVIDENTLY_METRICS },
});
