import { Tags } from "aws-cdk-lib";
import type { Dashboard, Metric } from "aws-cdk-lib/aws-cloudwatch";
import type { IRuleTarget, Rule } from "aws-cdk-lib/aws-events";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import type { IBucket } from "aws-cdk-lib/aws-s3";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { type MonitorConfig, serialiseMonitorEnvironment } from "../../src/config/index.js";
import { PlumblineError } from "../../src/contracts/errors.js";
import { MONITOR_METRICS } from "../../src/contracts/metrics.js";
import { MOST_CONCURRENCY } from "../../src/core/spend/interval.js";
import { checkCap } from "../../src/pipeline/spend-cap.js";
import { tagCosts } from "../cost-tags.js";
import type { FunctionEnvironmentValues } from "../function-environment.js";
import { hubHandles, type HubHandles } from "../hub/hub-handles.js";
import type { MonitoringHub } from "../hub/monitoring-hub.js";
import { noticeQueueOf } from "../hub/notice-queue.js";
import type { ByFunction } from "../lambda-bundles.js";
import { monitorMetric } from "../monitor-metrics.js";
import { checkNames } from "../names.js";
import { incidentRule, type OnIncidentOptions } from "./on-incident.js";
import { takeEventsOf } from "./other-account.js";
import { CaptureIntake } from "./capture-intake.js";
import { captureBucket } from "./capture-source.js";
import { modelBudget } from "./model-budget.js";
import { monitorAlarms, type MonitorAlarms } from "./monitor-alarms.js";
import { monitorDashboard } from "./monitor-dashboard.js";
import { MonitorFunctions } from "./monitor-functions.js";
import { monitorRoles } from "./monitor-roles.js";
import { incidentTopicArns, monitorTopics, type MonitorTopics } from "./monitor-topics.js";

/** Properties of a ModelMonitor. */
export interface ModelMonitorProps {
  /** The hub, in the same stack or in one that is deployed before. */
  readonly hub: MonitoringHub;
  /** Name of the monitor in the hub's configuration. */
  readonly monitor: string;
  /**
   * The bucket where captures land; it must send its events to EventBridge.
   *
   * @default - the bucket that the configuration names or creates
   */
  readonly captureBucket?: IBucket;
}

/**
 * The watching of one model: from captures in S3 to verdicts, metrics, incidents and mails.
 *
 * @example
 * const config = configFromData({ monitors: { churn: { ... } } }, "app.ts");
 * const hub = new MonitoringHub(this, "Hub", { config });
 * const churn = new ModelMonitor(this, "Churn", { hub, monitor: "churn" });
 * churn.alarms.incidents.addAlarmAction(new SnsAction(topic));
 */
export class ModelMonitor extends Construct {
  /** Name of the monitor: the dimension of its metrics, the prefix of its data. */
  readonly monitorName: string;
  /** What the monitor was made from, every default filled in. */
  readonly config: MonitorConfig;
  /** Where captures land. */
  readonly captureBucket: IBucket;
  /** Captures to profile. */
  readonly captureQueue: IQueue;
  /** Captures, label files and requests for a baseline that could not be worked off. */
  readonly deadLetters: IQueue;
  /** Whom incidents and the pipeline's alarms tell, and who gets the digest. */
  readonly topics: MonitorTopics;
  /** Open incidents, the pipeline's health, freshness, heartbeat, and all of them in one. */
  readonly alarms: MonitorAlarms;
  /** Label files to join; null where no labels are configured. */
  readonly labelQueue: IQueue | null;
  /** A dashboard of its own; null unless the configuration asks for one. */
  readonly dashboard: Dashboard | null;
  /** The functions by the names of their folders. */
  readonly functions: ByFunction<IFunction>;

  constructor(scope: Construct, id: string, props: ModelMonitorProps) {
    super(scope, id);
    const { hub } = props;
    this.monitorName = props.monitor;
    this.config = configOf(hub, props.monitor);
    checkNames(hub.hubName, this.monitorName);

    const handles = hubHandles(hub, this);
    this.captureBucket = props.captureBucket ?? captureBucket(this, hub, this.config);
    const intake = new CaptureIntake(this, "Intake", {
      hubName: hub.hubName,
      monitor: this.config,
      captureBucket: this.captureBucket,
    });
    const { account } = this.config.captures;
    if (account !== null) takeEventsOf(this, account, hub.hubName, this.monitorName);
    this.captureQueue = intake.captures.queue;
    this.deadLetters = intake.deadLetters;
    this.labelQueue = intake.labels?.queue ?? null;
    this.topics = monitorTopics(this, hub, this.monitorName);
    const roles = monitorRoles(this, {
      guarded: hub.config.hub.spend !== null,
      monitor: this.config,
      hub: handles,
      captureBucket: this.captureBucket,
      captures: intake.captures,
      labels: intake.labels,
      notices: this.config.notify.webhook === null ? [] : noticeQueueOf(this, hub.hubName).grants,
      incidentTopicArns: incidentTopicArns(this.topics, hub.config.hub, this.config),
    });
    this.functions = new MonitorFunctions(this, "Functions", {
      hubName: hub.hubName,
      monitor: this.config,
      intake,
      roles,
      network: handles.network,
      schedulerRoleArn: handles.schedulerRoleArn,
      environment: this.environment(hub, handles),
      profilingConcurrency: checkCap(hub.config)?.profilingConcurrency ?? MOST_CONCURRENCY,
      guarded: hub.config.hub.spend !== null,
      bundles: hub.lambdaBundles,
    }).byName;
    this.dashboard = monitorDashboard(this, "Dashboard", {
      hub: hub.hubName,
      monitor: this.config,
      storeBucket: handles.storeBucketName,
    });
    this.alarms = monitorAlarms(this, {
      hub: hub.hubName,
      monitor: this.monitorName,
      topic: this.topics.pipeline,
    });
    modelBudget(this, "ModelBudget", { hub: hub.hubName, monitor: this.config, topic: this.topics.page });
    tagCosts(this, hub.hubName, this.monitorName);
    for (const [name, text] of Object.entries(this.config.model.tags)) Tags.of(this).add(name, text);
  }

  /**
   * Hands incidents to a target: a queue, a function, a state machine. They come at least once, `detail.id` being the same.
   *
   * @example
   * churn.onIncident("Ticket", new LambdaFunction(openTicket), { leastSeverity: "high" });
   */
  onIncident(id: string, target: IRuleTarget, options: OnIncidentOptions = {}): Rule {
    const monitor = { name: this.monitorName, pages: this.config.alarms.page };
    return incidentRule(this, id, monitor, target, options);
  }

  /** Largest value / limit over all checks of the latest settled window: 1 is the alarm line. */
  metricDriftScore(): Metric {
    return monitorMetric(this.monitorName, MONITOR_METRICS.driftScoreNow);
  }

  /** Open incidents. */
  metricOpenIncidents(): Metric {
    return monitorMetric(this.monitorName, MONITOR_METRICS.openIncidents);
  }

  /** Records profiled, by hour of event time. */
  metricRecordsProfiled(): Metric {
    return monitorMetric(this.monitorName, MONITOR_METRICS.recordsProfiled);
  }

  /** Records rejected, by hour of event time. */
  metricRecordsRejected(): Metric {
    return monitorMetric(this.monitorName, MONITOR_METRICS.recordsRejected);
  }

  /** Time since the newest record over the longest silence that is usual: 1 is the alarm line. */
  metricCaptureSilence(): Metric {
    return monitorMetric(this.monitorName, MONITOR_METRICS.captureSilence);
  }

  private environment(hub: MonitoringHub, handles: HubHandles): FunctionEnvironmentValues {
    return {
      PLUMBLINE_CONFIG: serialiseMonitorEnvironment(hub.config, this.monitorName),
      PLUMBLINE_STORE_BUCKET: handles.storeBucketName,
      PLUMBLINE_TABLE: handles.tableName,
      PLUMBLINE_CAPTURE_BUCKET: this.captureBucket.bucketName,
      PLUMBLINE_HASH_KEY: handles.hashKey,
      PLUMBLINE_CAPTURE_QUEUE_URL: this.captureQueue.queueUrl,
      PLUMBLINE_DEAD_LETTER_QUEUE_URL: this.deadLetters.queueUrl,
      ...(this.labelQueue && { PLUMBLINE_LABEL_QUEUE_URL: this.labelQueue.queueUrl }),
      ...(this.config.notify.webhook !== null && {
        PLUMBLINE_NOTICE_QUEUE_URL: noticeQueueOf(this, hub.hubName).url,
      }),
      PLUMBLINE_PAGE_TOPIC_ARN: this.topics.page.topicArn,
      PLUMBLINE_DASHBOARD_URL: hub.dashboardUrl,
    };
  }
}

function configOf(hub: MonitoringHub, name: string): MonitorConfig {
  const monitors = hub.config.monitors;
  const found = monitors.find((monitor) => monitor.name === name);
  if (found) return found;
  const known = monitors.map((monitor) => monitor.name).join(", ");
  throw new PlumblineError("UNKNOWN_NAME", `monitor expects one of ${known}, got ${name}`);
}
