import { presetOf } from "./preset.js";
import { MODEL_MONITOR_DIFFERENCES, MODEL_MONITOR_SOURCE } from "./sagemaker.js";

/** Amazon SageMaker Model Monitor with `comparison_method` Robust, which its baselining suggests, at 0.1. */
export const sagemakerRobust = presetOf({
  name: "sagemaker-robust",
  title: "SageMaker Model Monitor, Robust: L-infinity distance less 1.8 sqrt((n + N) / (n N)) above 0.1",
  source: MODEL_MONITOR_SOURCE,
  differences: MODEL_MONITOR_DIFFERENCES,
  options: { metrics: [{ name: "l-infinity-robust", threshold: 0.1, minimumRows: 1 }] },
});
