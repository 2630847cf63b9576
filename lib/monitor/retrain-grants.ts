import type { MonitorConfig } from "../../src/config/index.js";
import type { Grant } from "../grant.js";

/** Starting the configured target, and nothing else of it. */
export function retrainGrants({ retrain }: MonitorConfig): Grant[] {
  if (retrain === null) return [];
  const isPipeline = retrain.target.split(":")[2] === "sagemaker";
  const action = isPipeline ? "sagemaker:StartPipelineExecution" : "states:StartExecution";
  return [{ actions: [action], resources: [retrain.target] }];
}
