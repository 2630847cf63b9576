import { registry } from "../../contracts/registry.js";
import { azureMl } from "./azure-ml.js";
import { evidentlyDataset } from "./evidently-dataset.js";
import { evidently } from "./evidently.js";
import { nannyml } from "./nannyml.js";
import type { Preset } from "./preset.js";
import { psiRuleOfThumb } from "./psi-rule-of-thumb.js";
import { sagemakerRobust } from "./sagemaker-robust.js";
import { sagemaker } from "./sagemaker.js";
import { vertexAi } from "./vertex-ai.js";

/** Default rules of other products, by the name that the command line and configuration use. */
export const presets = registry<Preset>("preset", [
  sagemaker,
  sagemakerRobust,
  evidently,
  evidentlyDataset,
  nannyml,
  azureMl,
  vertexAi,
  psiRuleOfThumb,
]);
