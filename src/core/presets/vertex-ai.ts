import { presetOf } from "./preset.js";

/** A divergence of 0.3 is a distance of sqrt(0.3), which is what the registry's metric gives. */
const JENSEN_SHANNON_THRESHOLD = Math.sqrt(0.3);

/** Vertex AI Model Monitoring v1: TensorFlow Data Validation's distances at the product's default of 0.3. */
export const vertexAi = presetOf({
  name: "vertex-ai",
  title: "Vertex AI Model Monitoring: Jensen-Shannon divergence or, for categories, L-infinity distance above 0.3",
  source: "https://cloud.google.com/vertex-ai/docs/model-monitoring/overview",
  differences: [
    "Numeric columns are compared on the baseline's ten quantile bins; the product takes bins of equal width.",
    "The base of the divergence's logarithm is taken as 2: the documentation does not say. In nats 0.3 would be passed later, at a distance of 0.66.",
    "The product compares with the training data (skew) or with the window before (drift); here it is the baseline.",
  ],
  options: {
    metrics: [
      {
        name: "jensen-shannon",
        threshold: JENSEN_SHANNON_THRESHOLD,
        minimumRows: 1,
        only: (feature) => feature.kind === "numeric",
      },
      { name: "l-infinity", threshold: 0.3, minimumRows: 1 },
    ],
  },
});
