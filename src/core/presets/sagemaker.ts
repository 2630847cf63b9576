import { presetOf } from "./preset.js";

/** Same for both comparison methods of Model Monitor. */
export const MODEL_MONITOR_SOURCE =
  "https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-byoc-constraints.html";

export const MODEL_MONITOR_DIFFERENCES: readonly string[] = [
  "Only the drift check of distributions is reproduced; completeness, types, domains and column checks are data-quality constraints.",
  "The product checks distributions once a schedule, hourly at most; here every window is checked.",
  "Its container is closed: the formula is that of Deequ, the library it is built on.",
];

/** Amazon SageMaker Model Monitor with `comparison_method` Simple and its `comparison_threshold` of 0.1. */
export const sagemaker = presetOf({
  name: "sagemaker",
  title:
    "SageMaker Model Monitor, Simple: L-infinity distance (of distribution functions, or of category shares) above 0.1",
  source: MODEL_MONITOR_SOURCE,
  differences: MODEL_MONITOR_DIFFERENCES,
  options: {
    metrics: [
      { name: "kolmogorov-smirnov", judgedBy: "value", threshold: 0.1, minimumRows: 1 },
      { name: "l-infinity", threshold: 0.1, minimumRows: 1 },
    ],
  },
});
