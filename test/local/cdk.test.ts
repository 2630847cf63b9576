import { App, Duration, Stack } from "aws-cdk-lib";
import { AttributeType, TableV2 } from "aws-cdk-lib/aws-dynamodb";
import { CfnRule } from "aws-cdk-lib/aws-events";
import { Alarm, ComparisonOperator } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Code, Function as LambdaFunction, Runtime } from "aws-cdk-lib/aws-lambda";
import { SqsEventSource } from "aws-cdk-lib/aws-lambda-event-sources";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { BlockPublicAccess, Bucket, BucketEncryption, type CfnBucket } from "aws-cdk-lib/aws-s3";
import { Schedule, ScheduleExpression, ScheduleTargetInput } from "aws-cdk-lib/aws-scheduler";
import { LambdaInvoke } from "aws-cdk-lib/aws-scheduler-targets";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { Queue } from "aws-cdk-lib/aws-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { EmbeddedCloud } from "../../local/cloud.js";
import { bundleHandler, temporaryDir } from "./assembly-builder.js";
import { HOUR_MS, START_MS } from "./start-cloud.js";

/** Two stacks of CDK's own constructs: a hub with store, table and topic, a monitor that imports from it. */
function synthesize(): string {
  const app = new App({ outdir: `${temporaryDir()}/cdk.out`, analyticsReporting: false });
  const hub = new Stack(app, "hub");
  const store = new Bucket(hub, "Store", {
    encryption: BucketEncryption.S3_MANAGED,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    enforceSSL: true,
    lifecycleRules: [{ prefix: "profiles/", expiration: Duration.days(400) }],
  });
  const table = new TableV2(hub, "Table", { partitionKey: { name: "pk", type: AttributeType.STRING } });
  const topic = new Topic(hub, "Alerts", { enforceSSL: true });
  topic.addSubscription(new EmailSubscription("oncall@example.com"));
  topic.grantPublish(new ServicePrincipal("cloudwatch.amazonaws.com"));

  const monitor = new Stack(app, "monitor");
  const captures = new Bucket(monitor, "Captures");
  (captures.node.defaultChild as CfnBucket).notificationConfiguration = {
    eventBridgeConfiguration: { eventBridgeEnabled: true },
  };
  const deadLetterQueue = { queue: new Queue(monitor, "DeadLetters", { enforceSSL: true }), maxReceiveCount: 3 };
  const queue = new Queue(monitor, "Queue", {
    enforceSSL: true,
    visibilityTimeout: Duration.minutes(3),
    deadLetterQueue,
  });
  const rule = new CfnRule(monitor, "Rule", {
    eventPattern: {
      source: ["aws.s3"],
      "detail-type": ["Object Created"],
      detail: { bucket: { name: [captures.bucketName] }, object: { key: [{ wildcard: "in/*" }] } },
    },
    targets: [{ id: "queue", arn: queue.queueArn }],
  });
  queue.grantSendMessages(
    new ServicePrincipal("events.amazonaws.com", { conditions: { ArnEquals: { "aws:SourceArn": rule.attrArn } } }),
  );
  const newFunction = (name: string, environment: Record<string, string>): LambdaFunction =>
    new LambdaFunction(monitor, name, {
      code: Code.fromAsset(bundleHandler(name)),
      handler: "index.handler",
      runtime: Runtime.NODEJS_22_X,
      memorySize: 512,
      timeout: Duration.seconds(30),
      logGroup: new LogGroup(monitor, `${name}-logs`),
      environment,
    });
  const profile = newFunction("profile", { STORE: store.bucketName, TABLE: table.tableName });
  profile.addEventSource(new SqsEventSource(queue, { batchSize: 5, reportBatchItemFailures: true, maxConcurrency: 5 }));
  captures.grantRead(profile);
  store.grantReadWrite(profile);
  table.grantReadWriteData(profile);
  const report = newFunction("report", { STORE: store.bucketName, TOPIC: topic.topicArn });
  store.grantRead(report);
  topic.grantPublish(report);
  new Schedule(monitor, "Daily", {
    schedule: ScheduleExpression.rate(Duration.hours(6)),
    target: new LambdaInvoke(report, {
      input: ScheduleTargetInput.fromObject({ scheduledTime: "<aws.scheduler.scheduled-time>" }),
    }),
  });
  const alarm = new Alarm(monitor, "DeadLetterAlarm", {
    metric: deadLetterQueue.queue.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1) }),
    threshold: 1,
    evaluationPeriods: 1,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
  });
  alarm.addAlarmAction(new SnsAction(topic));
  return app.synth().directory;
}

describe("an app of CDK's own constructs", () => {
  let cloud: EmbeddedCloud;
  const bucketOf = (name: string): string =>
    cloud
      .view()
      .buckets()
      .find((bucket) => bucket.includes(name)) ?? "";

  beforeAll(async () => {
    cloud = await EmbeddedCloud.start({ assemblyDir: synthesize(), stateDir: temporaryDir(), startMs: START_MS });
    await cloud.deploy();
    cloud.putObject(bucketOf("captures"), "in/a.jsonl", Buffer.from("1\n2\n"));
    cloud.putObject(bucketOf("captures"), "in/bad.jsonl", Buffer.from("poison"));
    await cloud.runUntil(START_MS + 12 * HOUR_MS);
  }, 60_000);

  afterAll(async () => {
    await cloud.close();
  });

  it("runs from the capture to the mail, over stack borders", () => {
    const profiles = cloud.view().objects(bucketOf("store"), "profiles/");
    expect(profiles.map(({ key }) => key)).toEqual(["profiles/in/a.jsonl.json"]);
    const reports = cloud
      .view()
      .mailbox()
      .filter(({ subject }) => subject === "Profiles counted");
    expect(reports.map(({ body }) => body)).toEqual([
      "2026-01-05T06:00:00Z: 1 profiles",
      "2026-01-05T12:00:00Z: 1 profiles",
    ]);
    expect(cloud.refusedDeliveries).toEqual([]);
  });

  it("alarms about the capture that can't be read, once it is a dead letter", () => {
    const alarms = cloud
      .view()
      .mailbox()
      .filter(({ subject }) => subject.startsWith("ALARM"));
    expect(alarms).toHaveLength(1);
    // Received at once, after 3 and 6 minutes, moved away after 9; the metric and the alarm follow each minute.
    const minutes = ((alarms[0]?.sentAtMs ?? 0) - START_MS) / 60_000;
    expect(minutes).toBeGreaterThan(9);
    expect(minutes).toBeLessThan(13);
  });
});
