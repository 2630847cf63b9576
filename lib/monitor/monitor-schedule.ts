import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { CfnSchedule } from "aws-cdk-lib/aws-scheduler";
import type { Construct } from "constructs";

export interface MonitorScheduleProps {
  readonly description: string;
  /** EventBridge Scheduler expression, in UTC. */
  readonly expression: string;
  readonly function: IFunction;
  /** Of EventBridge Scheduler, which may start the function. */
  readonly roleArn: string;
}

/** A schedule whose function is told the time it was scheduled for: a late or repeated run sees the same now. */
export function monitorSchedule(scope: Construct, id: string, props: MonitorScheduleProps): CfnSchedule {
  return new CfnSchedule(scope, id, {
    description: props.description,
    scheduleExpression: props.expression,
    scheduleExpressionTimezone: "UTC",
    flexibleTimeWindow: { mode: "OFF" },
    target: {
      arn: props.function.functionArn,
      roleArn: props.roleArn,
      input: JSON.stringify({ scheduledTime: "<aws.scheduler.scheduled-time>" }),
      // An hour later the next run does the same work.
      retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 5 },
    },
  });
}
