import { driftMetric } from "./comparable.js";
import { stabilityIndex } from "./psi.js";

/**
 * Characteristic Stability Index: the formula of PSI under the name that credit scoring gives it when it is applied to
 * one input (a characteristic) instead of the model's score. Value, bins, smoothing and threshold are those of
 * `psi`; it is here so that a team finds it by its name. It is not the scorecard variant that weighs the change of each
 * bin by its score points, since Plumbline knows no points.
 */
export const csi = driftMetric({
  name: "csi",
  title: "Characteristic Stability Index",
  appliesTo: ["numeric", "categorical"],
  reads: "bins",
  judgedBy: "value",
  defaultThreshold: 0.2,
  minimumRows: 200,
  score: (reference, current) => ({ value: stabilityIndex("csi", reference, current), pValue: null }),
});
