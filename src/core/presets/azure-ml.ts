import { presetOf } from "./preset.js";

/** Azure Machine Learning's model monitoring: the data drift signal with its default metrics and thresholds. */
export const azureMl = presetOf({
  name: "azure-ml",
  title:
    "Azure Machine Learning, data drift: Wasserstein distance (in standard deviations) or, for categories, Jensen-Shannon distance above 0.1",
  source: "https://learn.microsoft.com/en-us/azure/machine-learning/how-to-monitor-model-performance",
  differences: [
    "Only the data drift signal is reproduced; the data quality signal alarms on any null, type or range violation.",
    "The product monitors its ten most important features by default; here all are judged.",
    "That the Wasserstein distance is divided by the reference's standard deviation and that the Jensen-Shannon distance has base 2 is assumed: the documentation does not say.",
  ],
  options: {
    metrics: [
      { name: "wasserstein", threshold: 0.1, minimumRows: 1 },
      { name: "jensen-shannon", threshold: 0.1, minimumRows: 1, only: (feature) => feature.kind === "categorical" },
    ],
  },
});
