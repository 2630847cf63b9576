import { RemovalPolicy } from "aws-cdk-lib";
import { Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Architecture, Function as LambdaFunction, Runtime } from "aws-cdk-lib/aws-lambda";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import type { Config } from "../../src/config/index.js";
import { type Grant, grant } from "../grant.js";
import type { HubFunctionName } from "../lambda-bundles.js";
import { HUB_FUNCTION_SIZES } from "../monitor/function-sizes.js";
import { names } from "../names.js";
import { networkGrants, placeInVpc } from "../network.js";
import { hubBundle } from "./hub-bundle.js";

export interface HubFunctionProps {
  readonly name: HubFunctionName;
  readonly config: Config;
  readonly grants: readonly Grant[];
  readonly environment: Record<string, string>;
  /** Folder of the bundles; null for those of the package. */
  readonly bundles: string | null;
}

/** One function of the hub, with a role and a log group of its own. */
export class HubFunction extends Construct {
  readonly function: LambdaFunction;

  constructor(scope: Construct, id: string, { name, config, grants, environment, bundles }: HubFunctionProps) {
    super(scope, id);
    const { description, memoryMb, timeout } = HUB_FUNCTION_SIZES[name];
    const logGroup = new LogGroup(this, "Logs", {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(this, "Role", { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
    grant(role, [
      { actions: ["logs:CreateLogStream", "logs:PutLogEvents"], resources: [logGroup.logGroupArn] },
      ...networkGrants(config.hub.network),
      ...grants,
    ]);
    this.function = new LambdaFunction(this, "Function", {
      functionName: names.hubFunction(config.hub.name, name),
      description,
      role,
      environment,
      logGroup,
      timeout,
      memorySize: memoryMb,
      code: hubBundle(this, name, bundles, config),
      handler: "index.handler",
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
    });
    placeInVpc(this.function, config.hub.network);
  }
}
