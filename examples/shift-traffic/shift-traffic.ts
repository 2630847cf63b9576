import { Duration, Stack } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import {
  Chain,
  Choice,
  Condition,
  DefinitionBody,
  Fail,
  JsonPath,
  StateMachine,
  Succeed,
  Wait,
  WaitTime,
} from "aws-cdk-lib/aws-stepfunctions";
import { CallAwsService } from "aws-cdk-lib/aws-stepfunctions-tasks";
import { Construct } from "constructs";

/** Properties of ShiftTraffic. */
export interface ShiftTrafficProps {
  /** Name of the SageMaker endpoint. */
  readonly endpoint: string;
  /** Production variant that loses its traffic. */
  readonly from: string;
  /** Production variant that gets it; it must be running. */
  readonly to: string;
}

const WATCHED = Duration.minutes(10);

/** Moves an endpoint's traffic from one variant to another in two steps, and back if the first goes wrong. */
export class ShiftTraffic extends Construct {
  /** What `retrain.target` names. */
  readonly stateMachine: StateMachine;

  constructor(scope: Construct, id: string, { endpoint, from, to }: ShiftTrafficProps) {
    super(scope, id);
    const arn = Stack.of(this).formatArn({ service: "sagemaker", resource: "endpoint", resourceName: endpoint });
    const weights = (step: string, kept: number, given: number): CallAwsService =>
      new CallAwsService(this, step, {
        service: "sagemaker",
        action: "updateEndpointWeightsAndCapacities",
        iamResources: [arn],
        parameters: {
          EndpointName: endpoint,
          DesiredWeightsAndCapacities: [
            { VariantName: from, DesiredWeight: kept },
            { VariantName: to, DesiredWeight: given },
          ],
        },
        resultPath: JsonPath.DISCARD,
      });
    const watch = new Wait(this, "Watch", { time: WaitTime.duration(WATCHED) });
    const errors = this.serverErrors(endpoint, to);
    const isFine = Condition.or(
      Condition.isNotPresent("$.errors.MetricDataResults[0].Values[0]"),
      Condition.numberEquals("$.errors.MetricDataResults[0].Values[0]", 0),
    );
    const back = weights("As it was", 1, 0).next(
      new Fail(this, "Gone back", { error: "ServerErrors", cause: `variant ${to} answered with server errors` }),
    );
    const all = weights("All of it", 0, 1).next(new Succeed(this, "Shifted"));
    this.stateMachine = new StateMachine(this, "Machine", {
      definitionBody: DefinitionBody.fromChainable(
        Chain.start(weights("Half of it", 1, 1))
          .next(watch)
          .next(errors)
          .next(new Choice(this, "Any server error?").when(isFine, all).otherwise(back)),
      ),
      timeout: Duration.hours(2),
      tracingEnabled: true,
    });
    this.stateMachine.addToRolePolicy(
      new PolicyStatement({ actions: ["sagemaker:DescribeEndpoint"], resources: [arn] }),
    );
  }

  /** Sum of the variant's server errors while it was watched, as one value. */
  private serverErrors(endpoint: string, variant: string): CallAwsService {
    return new CallAwsService(this, "Server errors", {
      service: "cloudwatch",
      action: "getMetricData",
      // Metrics have no ARN.
      iamResources: ["*"],
      parameters: {
        StartTime: JsonPath.stringAt("$$.Execution.StartTime"),
        EndTime: JsonPath.stringAt("$$.State.EnteredTime"),
        MetricDataQueries: [
          {
            Id: "errors",
            MetricStat: {
              Metric: {
                Namespace: "AWS/SageMaker",
                MetricName: "Invocation5XXErrors",
                Dimensions: [
                  { Name: "EndpointName", Value: endpoint },
                  { Name: "VariantName", Value: variant },
                ],
              },
              Period: 3600,
              Stat: "Sum",
            },
          },
        ],
      },
      resultPath: "$.errors",
    });
  }
}
