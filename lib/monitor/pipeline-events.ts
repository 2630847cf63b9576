import { Duration } from "aws-cdk-lib";
import { EventField, type EventPattern, Rule, RuleTargetInput } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import type { Construct } from "constructs";
import type { MonitorConfig } from "../../src/config/index.js";
import { EXECUTION_KIND } from "../../src/contracts/events.js";

/** Where one service's state-change event says what. */
interface PipelineService {
  readonly id: string;
  /** Part of the ARN that names the service. */
  readonly service: string;
  readonly detailType: string;
  /** Field of the detail that names the pipeline, and what it holds of an ARN. */
  readonly named: string;
  readonly nameOf: (arn: string) => string;
  readonly fields: Readonly<Record<string, string>>;
}

const wholeArn = (arn: string): string => arn;

const SERVICES: readonly PipelineService[] = [
  {
    id: "SageMakerPipelines",
    service: "sagemaker",
    detailType: "SageMaker Model Building Pipeline Execution Status Change",
    named: "pipelineArn",
    nameOf: wholeArn,
    fields: { status: "$.detail.currentPipelineExecutionStatus", arn: "$.detail.pipelineExecutionArn" },
  },
  {
    id: "GlueJobs",
    service: "glue",
    detailType: "Glue Job State Change",
    named: "jobName",
    nameOf: (arn) => arn.slice(arn.indexOf(":job/") + ":job/".length),
    fields: { status: "$.detail.state", job: "$.detail.jobName", run: "$.detail.jobRunId" },
  },
  {
    id: "StateMachines",
    service: "states",
    detailType: "Step Functions Execution Status Change",
    named: "stateMachineArn",
    nameOf: wholeArn,
    fields: { status: "$.detail.status", arn: "$.detail.executionArn" },
  },
];

/**
 * State changes of the team's own pipelines, one rule for each service that is named: the function gets what the timeline needs and
 * nothing of the executions' inputs or outputs.
 */
export function pipelineEvents(scope: Construct, { name, model }: MonitorConfig, listener: IFunction): void {
  for (const { id, service, detailType, named, nameOf, fields } of SERVICES) {
    const arns = model.pipelines.filter((arn) => arn.split(":")[2] === service);
    if (arns.length === 0) continue;
    const eventPattern: EventPattern = {
      source: [`aws.${service}`],
      detailType: [detailType],
      detail: { [named]: arns.map(nameOf) },
    };
    const input = Object.entries(fields).map(([field, path]) => [field, EventField.fromPath(path)]);
    new Rule(scope, id, {
      description: `Pipelines of ${name}`,
      eventPattern,
      targets: [
        new LambdaFunction(listener, {
          maxEventAge: Duration.hours(6),
          event: RuleTargetInput.fromObject({
            plumbline: EXECUTION_KIND,
            time: EventField.time,
            ...Object.fromEntries(input),
          }),
        }),
      ],
    });
  }
}
