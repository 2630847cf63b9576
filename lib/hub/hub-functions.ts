import { Stack } from "aws-cdk-lib";
import { Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import { hubKeyGrants } from "../encryption.js";
import { BundledFunction } from "../bundled-function.js";
import { grant } from "../grant.js";
import { type ByHubFunction, HUB_FUNCTION_NAMES, type HubFunctionName } from "../lambda-bundles.js";
import { HUB_FUNCTION_SIZES } from "../monitor/function-sizes.js";
import { monitorSchedule } from "../monitor/monitor-schedule.js";
import type { WorkQueue } from "../monitor/work-queue.js";
import { names } from "../names.js";
import { networkGrants } from "../network.js";
import { guardGrants } from "./guard-grants.js";
import { hubBundle } from "./hub-bundle.js";
import type { HubFunctionsProps, HubTask } from "./hub-task.js";
import { notifyGrants } from "./notify-grants.js";

const HUB_TASKS: Readonly<Record<HubFunctionName, HubTask>> = {
  notify: {
    grants: notifyGrants,
    schedule: { description: "Digests, and subscriptions that nobody has confirmed", expression: "cron(0 7 * * ? *)" },
  },
  "guard-spend": {
    isNeeded: ({ hub }) => hub.spend !== null,
    grants: guardGrants,
    // When CloudWatch has most of the last hour, and before the hour's analysis.
    schedule: { description: "Hourly look at the spend", expression: "cron(5 * * * ? *)" },
  },
};

/** The functions of a hub, each with a role of its own, and the schedules that set them off. */
export class HubFunctions extends Construct {
  readonly byName: ByHubFunction<LambdaFunction>;

  constructor(scope: Construct, id: string, props: HubFunctionsProps) {
    super(scope, id);
    const scheduler = new Role(this, "SchedulerRole", {
      assumedBy: new ServicePrincipal("scheduler.amazonaws.com", {
        conditions: { StringEquals: { "aws:SourceAccount": Stack.of(this).account } },
      }),
    });
    const needed = HUB_FUNCTION_NAMES.filter((name) => HUB_TASKS[name].isNeeded?.(props.config) ?? true);
    this.byName = Object.fromEntries(
      needed.map((name) => [name, this.create(name, scheduler, props)]),
    ) as unknown as ByHubFunction<LambdaFunction>;
    if (props.notices) postNotices(this.byName.notify, props.notices);
    const resources = Object.values(this.byName).map(({ functionArn }) => functionArn);
    grant(scheduler, [{ actions: ["lambda:InvokeFunction"], resources }]);
  }

  private create(name: HubFunctionName, scheduler: Role, props: HubFunctionsProps): LambdaFunction {
    const { grants, schedule } = HUB_TASKS[name];
    const { config, bundles, keyArn } = props;
    const role = new Role(this, `${name}Role`, { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
    grant(role, [...networkGrants(config.hub.network), ...grants(props), ...hubKeyGrants(keyArn, this)]);
    const { function: created } = new BundledFunction(this, name, {
      functionName: names.hubFunction(config.hub.name, name),
      size: HUB_FUNCTION_SIZES[name],
      code: hubBundle(this, name, bundles, config),
      role,
      environment: this.environment(props),
      // Schedules come again, and messages have a queue of their own for what fails.
      deadLetters: null,
      network: config.hub.network,
    });
    monitorSchedule(this, `${name}-schedule`, {
      description: `${schedule.description}: ${config.hub.name}`,
      expression: schedule.expression,
      function: created,
      roleArn: scheduler.roleArn,
    });
    return created;
  }

  /** Where things are; what the monitors are stands in the file beside the bundle. */
  private environment({ storeBucket, table, ownTopics, dashboardUrl }: HubFunctionsProps): Record<string, string> {
    return {
      PLUMBLINE_STORE_BUCKET: storeBucket.bucketName,
      PLUMBLINE_TABLE: table.tableName,
      // Topics are found by their names below it.
      PLUMBLINE_TOPIC_ARN_PREFIX: Stack.of(this).formatArn({ service: "sns", resource: "" }),
      PLUMBLINE_OWN_TOPIC_ARNS: ownTopics.map(({ topicArn }) => topicArn).join(","),
      PLUMBLINE_DASHBOARD_URL: dashboardUrl,
    };
  }
}

/** A receiver that is slow or down holds up few of the others' notices, and no digest. */
function postNotices(notify: LambdaFunction, notices: WorkQueue): void {
  notify.addEventSourceMapping("Notices", {
    eventSourceArn: notices.queue.queueArn,
    batchSize: 4,
    maxConcurrency: 2,
    reportBatchItemFailures: true,
  });
}
