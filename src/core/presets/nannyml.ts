import { presetOf } from "./preset.js";

/** NannyML's default univariate method with its constant threshold. */
export const nannyml = presetOf({
  name: "nannyml",
  title: "NannyML: Jensen-Shannon distance (base 2) above 0.1, every column alike",
  source: "https://nannyml.readthedocs.io/en/stable/how_it_works/univariate_drift_detection.html",
  differences: [
    "Numeric columns are compared on the baseline's ten quantile bins; the product takes bins of equal width by Doane's rule, with one more for values outside the reference.",
    "Windows are hours or days; the product's chunks are what its user sets.",
  ],
  options: { metrics: [{ name: "jensen-shannon", threshold: 0.1, minimumRows: 1 }] },
});
