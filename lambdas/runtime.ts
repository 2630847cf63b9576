import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { cloudWatchMetrics } from "../src/adapters/cloudwatch-metrics.js";
import { dynamoStateTable } from "../src/adapters/dynamodb-state-table.js";
import { eventBridgeEvents } from "../src/adapters/eventbridge-events.js";
import { lambdaIntake } from "../src/adapters/lambda-intake.js";
import { powertoolsLog } from "../src/adapters/powertools-log.js";
import { awsRetrainer } from "../src/adapters/retrainer.js";
import { s3Buckets } from "../src/adapters/s3-object-store.js";
import { snsMail } from "../src/adapters/sns-mail.js";
import { sqsQueue } from "../src/adapters/sqs-queue.js";
// Not from the index: that would bring the YAML parser, which no function needs, into every bundle.
import { parseMonitorEnvironment } from "../src/config/monitor-environment.js";
import { PlumblineError } from "../src/contracts/errors.js";
import { METRIC_NAMESPACE } from "../src/contracts/metrics.js";
import type { Log, MessageQueue } from "../src/contracts/ports.js";
import { baselineReader } from "../src/pipeline/baseline-store.js";
import { normalReader } from "../src/pipeline/normal/rule-store.js";
import type {
  AnalysisDeps,
  CaptureDeps,
  JoinDeps,
  LabelMaintenanceDeps,
  MaintenanceDeps,
  ProfileDeps,
} from "../src/pipeline/deps.js";
import type { IntakeSwitch } from "../src/contracts/spend.js";
import { noStanding, tableStanding } from "../src/pipeline/spend/standing.js";
import type { ViewDeps } from "../src/pipeline/widget/view-deps.js";
import { type CallCounter, callCounter, uncounted } from "./counted-calls.js";
import { type Environment, environmentReader } from "./environment.js";

/** The one composition root: environment in, use cases' ports out. Made once per cold start. */
export interface Runtime extends Pick<CallCounter, "counted"> {
  readonly log: Log;
  profileDeps(): ProfileDeps;
  maintenanceDeps(): MaintenanceDeps;
  labelMaintenanceDeps(): LabelMaintenanceDeps;
  joinDeps(): JoinDeps;
  analysisDeps(remainingMs: () => number): AnalysisDeps;
}

/** @throws PlumblineError `ENVIRONMENT` for a missing variable; ConfigError for a bad configuration */
export function createRuntime(environment: Environment): Runtime {
  const variable = environmentReader(environment);
  const { hub, monitor } = parseMonitorEnvironment(variable("PLUMBLINE_CONFIG"));
  const log = powertoolsLog(monitor.name);
  // Where there is no cap, nothing asks what it costs.
  const { count, counted, requeued } = hub.spend === null ? uncounted : callCounter(() => table, monitor.name, log);
  const buckets = s3Buckets(count(new S3Client({})));
  const table = dynamoStateTable(count(new DynamoDBClient({})), variable("PLUMBLINE_TABLE"));
  const cloudWatch = count(new CloudWatchClient({}));
  const sqs = count(new SQSClient({}));
  const queue = (name: string): MessageQueue => sqsQueue(sqs, cloudWatch, variable(name));
  const captureQueue = (): MessageQueue => requeued(queue("PLUMBLINE_CAPTURE_QUEUE_URL"));
  const labelQueue = (): MessageQueue | null => monitor.labels && requeued(queue("PLUMBLINE_LABEL_QUEUE_URL"));
  const shared: CaptureDeps = {
    monitor,
    captures: buckets.bucket(variable("PLUMBLINE_CAPTURE_BUCKET")),
    captureBucket: variable("PLUMBLINE_CAPTURE_BUCKET"),
    buckets,
    store: buckets.bucket(variable("PLUMBLINE_STORE_BUCKET")),
    table,
    baselines: baselineReader(table, monitor.name),
    hashKey: variable("PLUMBLINE_HASH_KEY"),
    standing: hub.spend === null ? noStanding : tableStanding(table),
    log,
  };
  // Of analysis alone, which holds the monitor's switch.
  const intake = (): IntakeSwitch | null => {
    if (hub.spend === null) return null;
    const mappings = variable("PLUMBLINE_EVENT_SOURCES").split(",");
    return lambdaIntake(new LambdaClient({}), mappings, variable("PLUMBLINE_RECONCILE_FUNCTION"));
  };
  const normals = normalReader(shared.store);
  // Its address is put together from names: the client's own endpoint is the one to ask.
  const noticeQueue = (): MessageQueue | null =>
    monitor.notify.webhook === null
      ? null
      : sqsQueue(new SQSClient({ useQueueUrlAsEndpoint: false }), null, variable("PLUMBLINE_NOTICE_QUEUE_URL"));
  return {
    log,
    counted,
    profileDeps: () => ({ ...shared, deadLetters: queue("PLUMBLINE_DEAD_LETTER_QUEUE_URL") }),
    maintenanceDeps: () => ({ ...shared, captureQueue: captureQueue() }),
    labelMaintenanceDeps: () => ({ ...shared, labelQueue: labelQueue() }),
    joinDeps: () => ({
      ...shared,
      labelQueue: labelQueue(),
      deadLetters: queue("PLUMBLINE_DEAD_LETTER_QUEUE_URL"),
    }),
    analysisDeps: (remainingMs) => ({
      ...shared,
      hub,
      storeBucket: variable("PLUMBLINE_STORE_BUCKET"),
      tableName: variable("PLUMBLINE_TABLE"),
      captureQueue: captureQueue(),
      labelQueue: labelQueue(),
      metrics: cloudWatchMetrics(cloudWatch, METRIC_NAMESPACE),
      normals,
      intake: intake(),
      mails: snsMail(count(new SNSClient({}))),
      events: eventBridgeEvents(count(new EventBridgeClient({}))),
      retrainer: awsRetrainer,
      notices: noticeQueue(),
      pageTopicArn: variable("PLUMBLINE_PAGE_TOPIC_ARN"),
      dashboardUrl: environment["PLUMBLINE_DASHBOARD_URL"] ?? null,
      remainingMs,
    }),
  };
}

/**
 * What the dashboard's widget works with: no captures, no queue, and not the key of hashed categories.
 *
 * @throws as createRuntime
 */
export function createViewRuntime(environment: Environment): ViewDeps {
  const variable = environmentReader(environment);
  const { monitor } = parseMonitorEnvironment(variable("PLUMBLINE_CONFIG"));
  const table = dynamoStateTable(new DynamoDBClient({}), variable("PLUMBLINE_TABLE"));
  const store = s3Buckets(new S3Client({})).bucket(variable("PLUMBLINE_STORE_BUCKET"));
  const baselines = baselineReader(table, monitor.name);
  return { monitor, store, table, baselines, normals: normalReader(store), log: powertoolsLog(monitor.name) };
}

/** The time that a schedule fired for: the run's "now", so that a run replays exactly. @throws PlumblineError `BAD_EVENT` */
export const scheduledMs = (event: unknown): number => timeIn(event, "scheduledTime");

/** When an event of EventBridge was put on the bus. @throws PlumblineError `BAD_EVENT` */
export const eventMs = (event: unknown): number => timeIn(event, "time");

function timeIn(event: unknown, field: string): number {
  const text: unknown = typeof event === "object" && event !== null ? Reflect.get(event, field) : undefined;
  const timeMs = typeof text === "string" ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(timeMs)) {
    throw new PlumblineError("BAD_EVENT", `function expects an event {"${field}": ISO 8601 time}, got something else`);
  }
  return timeMs;
}
