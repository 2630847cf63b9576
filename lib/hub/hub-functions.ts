import { Stack } from "aws-cdk-lib";
import type { ITableV2 } from "aws-cdk-lib/aws-dynamodb";
import { Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import type { IBucket } from "aws-cdk-lib/aws-s3";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import type { Config } from "../../src/config/index.js";
import { hubKeyGrants } from "../encryption.js";
import { type Grant, grant } from "../grant.js";
import { type ByHubFunction, HUB_FUNCTION_NAMES, type HubFunctionName } from "../lambda-bundles.js";
import { monitorSchedule } from "../monitor/monitor-schedule.js";
import type { WorkQueue } from "../monitor/work-queue.js";
import { guardGrants } from "./guard-grants.js";
import { HubFunction } from "./hub-function.js";
import { notifyGrants } from "./notify-grants.js";

export interface HubFunctionsProps {
  readonly config: Config;
  readonly storeBucket: IBucket;
  readonly table: ITableV2;
  /** Of the key that encrypts the store, the table and the topics; null where AWS keeps the keys. */
  readonly keyArn: string | null;
  /** Every topic of the hub by its name. */
  readonly topics: ReadonlyMap<string, ITopic>;
  /** What webhooks are told; null where there are none. */
  readonly notices: WorkQueue | null;
  readonly dashboardUrl: string;
  /** Folder of the bundles; null for those of the package. */
  readonly bundles: string | null;
}

/** What a function of the hub may do, and when it runs. */
interface HubTask {
  /** @default - always */
  readonly isNeeded?: (config: Config) => boolean;
  readonly grants: (props: HubFunctionsProps) => readonly Grant[];
  readonly schedule: {
    readonly description: string;
    /** EventBridge Scheduler expression, in UTC. */
    readonly expression: string;
  };
}

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
    const { function: created } = new HubFunction(this, name, {
      name,
      config: props.config,
      grants: [...grants(props), ...hubKeyGrants(props.keyArn, this)],
      environment: this.environment(props),
      bundles: props.bundles,
    });
    monitorSchedule(this, `${name}-schedule`, {
      description: `${schedule.description}: ${props.config.hub.name}`,
      expression: schedule.expression,
      function: created,
      roleArn: scheduler.roleArn,
    });
    return created;
  }

  /** Where things are; what the monitors are stands in the file beside the bundle. */
  private environment({ storeBucket, table, dashboardUrl }: HubFunctionsProps): Record<string, string> {
    return {
      PLUMBLINE_STORE_BUCKET: storeBucket.bucketName,
      PLUMBLINE_TABLE: table.tableName,
      // Topics are found by their names below it.
      PLUMBLINE_TOPIC_ARN_PREFIX: Stack.of(this).formatArn({ service: "sns", resource: "" }),
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
