import { createHash } from "node:crypto";
import { PlumblineError } from "../contracts/errors.js";
import type { Retrainer } from "../contracts/ports.js";

/** Starts Step Functions state machines and SageMaker pipelines. The clients are large, and loaded when one is started. */
export const awsRetrainer: Retrainer = {
  async start(target, name, input) {
    const [, , service] = target.split(":");
    if (service === "states") return startStateMachine(target, name, JSON.stringify(input));
    if (service === "sagemaker") return startPipeline(target.slice(target.indexOf("/") + 1), name);
    throw new PlumblineError(
      "BAD_TARGET",
      `retrain.target expects a state machine or a SageMaker pipeline, got ${target}`,
    );
  },
};

async function startStateMachine(stateMachineArn: string, name: string, input: string): Promise<string> {
  const { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } = await import("@aws-sdk/client-sfn");
  const client = new SFNClient({});
  try {
    const { executionArn } = await client.send(new StartExecutionCommand({ stateMachineArn, name, input }));
    return executionArn!;
  } catch (error) {
    // Started by a run that crashed before it could say so, and ended since.
    if (error instanceof ExecutionAlreadyExists) {
      return `${stateMachineArn.replace(":stateMachine:", ":execution:")}:${name}`;
    }
    throw error;
  } finally {
    client.destroy();
  }
}

async function startPipeline(PipelineName: string, name: string): Promise<string> {
  const { SageMakerClient, StartPipelineExecutionCommand } = await import("@aws-sdk/client-sagemaker");
  const client = new SageMakerClient({});
  try {
    const { PipelineExecutionArn } = await client.send(
      new StartPipelineExecutionCommand({
        PipelineName,
        PipelineExecutionDescription: `plumbline ${name}`,
        // 32 to 128 characters.
        ClientRequestToken: createHash("sha256").update(name).digest("hex"),
      }),
    );
    return PipelineExecutionArn!;
  } finally {
    client.destroy();
  }
}
