import { presetOf } from "./preset.js";

/** The rule that most monitoring tutorials end with: PSI of ten quantile bins above 0.2 is a significant change. */
export const psiRuleOfThumb = presetOf({
  name: "psi-0.2",
  title: "Rule of thumb: Population Stability Index above 0.2",
  source: "https://arize.com/glossary/population-stability-index-psi/",
  differences: [
    "Empty bins are smoothed by half a row; many tools take a floor of 0.0001 instead, which gives larger values there.",
    "Values that the reference never held are left out; the rule of thumb has no bin for them.",
  ],
  options: { metrics: [{ name: "psi", threshold: 0.2, minimumRows: 1 }] },
});
