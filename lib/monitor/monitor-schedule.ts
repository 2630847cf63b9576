import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { CfnSchedule } from "aws-cdk-lib/aws-scheduler";
import type { Construct } from "constructs";

export interface MonitorScheduleProps {
  readonly description: string;
  /** EventBridge Scheduler expression. */
  readonly expression: string;
  /** @default - UTC */
  readonly timeZone?: string;
  readonly function: IFunction;
  /** Of EventBridge Scheduler, which may start the function. */
  readonly roleArn: string;
  /** What the function is told besides the scheduled time. */
  readonly input?: Readonly<Record<string, unknown>>;
}

/** A schedule whose function is told the time it was scheduled for: a late or repeated run sees the same now. */
export function monitorSchedule(scope: Construct, id: string, props: MonitorScheduleProps): CfnSchedule {
  return new CfnSchedule(scope, id, {
    description: props.description,
    scheduleExpression: props.expression,
    scheduleExpressionTimezone: props.timeZone ?? "UTC",
    flexibleTimeWindow: { mode: "OFF" },
    target: {
      arn: props.function.functionArn,
      roleArn: props.roleArn,
      input: JSON.stringify({ scheduledTime: "<aws.scheduler.scheduled-time>", ...props.input }),
      // An hour later the next run does the same work.
      retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 5 },
    },
  });
}
