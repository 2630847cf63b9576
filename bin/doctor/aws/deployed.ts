import { DescribeStacksCommand, type CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { GetFunctionConfigurationCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import { names } from "../../../lib/names.js";
import { statusOf } from "../../../src/adapters/http-status.js";

export interface DeployedStack {
  readonly name: string;
  /** `UPDATE_COMPLETE` and the like. */
  readonly status: string;
  readonly outputs: Readonly<Record<string, string>>;
}

/** What is there already. Each thing is asked for once. */
export interface Deployed {
  /** Every stack of the account and region, by name. */
  stacks(): Promise<ReadonlyMap<string, DeployedStack>>;
  /** Environment of a monitor's functions; null where the monitor is not deployed. */
  environment(monitor: string): Promise<Readonly<Record<string, string>> | null>;
}

export function deployed(hub: string, cloudFormation: CloudFormationClient, lambda: LambdaClient): Deployed {
  let stacks: Promise<ReadonlyMap<string, DeployedStack>> | undefined;
  const environments = new Map<string, Promise<Readonly<Record<string, string>> | null>>();
  return {
    stacks: () => (stacks ??= describeStacks(cloudFormation)),
    environment: (monitor) => {
      const name = names.function(hub, monitor, "analyze-windows");
      const known = environments.get(name) ?? functionEnvironment(lambda, name);
      environments.set(name, known);
      return known;
    },
  };
}

async function describeStacks(client: CloudFormationClient): Promise<ReadonlyMap<string, DeployedStack>> {
  const stacks = new Map<string, DeployedStack>();
  let next: string | undefined;
  do {
    const page = await client.send(new DescribeStacksCommand(next === undefined ? {} : { NextToken: next }));
    for (const { StackName: name = "", StackStatus: status = "", Outputs: outputs = [] } of page.Stacks ?? []) {
      const values = outputs.map(({ OutputKey: key = "", OutputValue: value = "" }) => [key, value] as const);
      stacks.set(name, { name, status, outputs: Object.fromEntries(values) });
    }
    next = page.NextToken;
  } while (next !== undefined);
  return stacks;
}

async function functionEnvironment(
  client: LambdaClient,
  name: string,
): Promise<Readonly<Record<string, string>> | null> {
  try {
    const { Environment } = await client.send(new GetFunctionConfigurationCommand({ FunctionName: name }));
    return Environment?.Variables ?? {};
  } catch (error) {
    if (statusOf(error) === 404) return null;
    throw error;
  }
}
