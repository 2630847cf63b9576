import { RemovalPolicy } from "aws-cdk-lib";
import type { Role } from "aws-cdk-lib/aws-iam";
import { Architecture, type Code, Function as LambdaFunction, Runtime } from "aws-cdk-lib/aws-lambda";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { NetworkConfig } from "../src/config/index.js";
import { grant } from "./grant.js";
import type { FunctionSize } from "./monitor/function-sizes.js";
import { placeInVpc } from "./network.js";

export interface BundledFunctionProps {
  readonly functionName: string;
  readonly size: FunctionSize;
  readonly code: Code;
  /** May be shared: an account holds a limited number of roles. */
  readonly role: Role;
  readonly environment: Record<string, string>;
  /** Gets events that the function failed on for good; null where nothing is lost by that. */
  readonly deadLetters: IQueue | null;
  readonly network: NetworkConfig | null;
}

/** One function with a log group of its own, from a bundle that was made before synthesis. */
export class BundledFunction extends Construct {
  readonly function: LambdaFunction;

  constructor(scope: Construct, id: string, props: BundledFunctionProps) {
    super(scope, id);
    const { functionName, size, code, role, environment, deadLetters, network } = props;
    const { description, memoryMb, timeout } = size;
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
      code,
      handler: "index.handler",
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
    });
    placeInVpc(this.function, network);
  }
}
