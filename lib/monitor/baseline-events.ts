import { Duration } from "aws-cdk-lib";
import { Rule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import type { Construct } from "constructs";
import type { MonitorConfig } from "../../src/config/index.js";
import { BASELINE_WANTED, EVENT_SOURCE } from "../../src/contracts/events.js";
import { objectEvents } from "./object-events.js";

/**
 * What makes a baseline be built: training data that lands, and a monitor that has none. Both are rare, so they start the function
 * without a queue, which Lambda would poll all month.
 */
export function baselineEvents(scope: Construct, hub: string, monitor: MonitorConfig, builder: IFunction): void {
  const { name, reference } = monitor;
  const target = new LambdaFunction(builder, { maxEventAge: Duration.hours(6) });
  new Rule(scope, "BaselineWanted", {
    description: `Baseline of ${name}`,
    eventPattern: {
      source: [EVENT_SOURCE],
      detailType: [BASELINE_WANTED],
      detail: { hub: [hub], monitor: [name] },
    },
    targets: [target],
  });
  if (reference.kind !== "table") return;
  objectEvents(scope, "ReferenceArrived", {
    description: `Reference of ${name}`,
    bucketName: reference.table.bucket,
    key: { is: reference.table.key },
    target,
  });
}
