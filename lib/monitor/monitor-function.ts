import { RemovalPolicy } from "aws-cdk-lib";
import type { Role } from "aws-cdk-lib/aws-iam";
import { Architecture, Function as LambdaFunction, Runtime } from "aws-cdk-lib/aws-lambda";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import type { NetworkConfig } from "../../src/config/index.js";
import { grant } from "../grant.js";
import { type FunctionName, lambdaBundle } from "../lambda-bundles.js";
import { placeInVpc } from "../network.js";
import { FUNCTION_SIZES } from "./function-sizes.js";

export interface MonitorFunctionProps {
  readonly name: FunctionName;
  readonly functionName: string;
  /** May be shared: an account holds a limited number of roles. */
  readonly role: Role;
  readonly environment: Record<string, string>;
  /** Gets events that the function failed on for good; null where nothing is lost by that. */
  readonly deadLetters: IQueue | null;
  readonly network: NetworkConfig | null;
  /** Folder of the bundles; null for those of the package. */
  readonly bundles: string | null;
}

/** One function with a log group of its own, from a bundle that was made before synthesis. */
export class MonitorFunction extends Construct {
  readonly function: LambdaFunction;

  constructor(scope: Construct, id: string, props: MonitorFunctionProps) {
    super(scope, id);
    const { name, functionName, role, environment, deadLetters, network, bundles } = props;
    const { description, memoryMb, timeout } = FUNCTION_SIZES[name];
    // Logs tell of runs, not of the model; the record of the model is the store.
    const logGroup = new LogGroup(this, "Logs", {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    grant(role, [{ actions: ["logs:CreateLogStream", "logs:PutLogEvents"], resources: [logGroup.logGroupArn] }]);
    this.function = new LambdaFunction(this, "Function", {
      functionName,
      description,
      role,
      environment,
      logGroup,
      ...(deadLetters && { deadLetterQueue: deadLetters }),
      timeout,
      memorySize: memoryMb,
      code: lambdaBundle(name, bundles),
      handler: "index.handler",
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
    });
    placeInVpc(this.function, network);
  }
}
