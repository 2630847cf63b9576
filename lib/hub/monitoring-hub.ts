import { RemovalPolicy } from "aws-cdk-lib";
import type { Dashboard } from "aws-cdk-lib/aws-cloudwatch";
import type { ITableV2 } from "aws-cdk-lib/aws-dynamodb";
import type { IRole } from "aws-cdk-lib/aws-iam";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { type IKey, Key } from "aws-cdk-lib/aws-kms";
import type { IBucket } from "aws-cdk-lib/aws-s3";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import { type Config, hubAlertTopics } from "../../src/config/index.js";
import { LONGEST_PAUSE_DAYS } from "../../src/core/spend/month.js";
import { consoleLinks } from "../console-links.js";
import { tagCosts } from "../cost-tags.js";
import { letPublishersUse } from "../encryption.js";
import { type ByHubFunction, HUB_FUNCTION_NAMES } from "../lambda-bundles.js";
import { names } from "../names.js";
import { privateBucket } from "../private-bucket.js";
import { checkCap } from "../../src/pipeline/spend-cap.js";
import { alertTopics, topicsOfHub } from "./alert-topics.js";
import { type HubAlarms, hubAlarms } from "./hub-alarms.js";
import { hubDashboard } from "./hub-dashboard.js";
import { HubFunctions } from "./hub-functions.js";
import { noticeQueue } from "./notice-queue.js";
import { schedulerRole } from "./scheduler-role.js";
import { stateTable } from "./state-table.js";
import { spendAlarm } from "./spend-alarm.js";
import { spendBudget } from "./spend-budget.js";
import { subscriptionsToConfirm } from "./subscriptions-to-confirm.js";
import { storeBucket, type StoreRetention } from "./store-bucket.js";

/** Properties of a MonitoringHub. */
export interface MonitoringHubProps {
  /** The configuration of the hub and its monitors, from `parseConfig` or `configFromData`. */
  readonly config: Config;
  /**
   * What becomes of the store, the table and created capture buckets when they are taken out of the app.
   *
   * @default - RemovalPolicy.RETAIN: `cdk destroy` keeps the data
   */
  readonly removalPolicy?: RemovalPolicy;
  /**
   * Encrypts the store, the table and the topics.
   *
   * @default - the key that `hub.store.kmsKeyArn` names, else keys that AWS keeps
   */
  readonly encryptionKey?: IKey;
  /**
   * Folder with one bundle per function (`<name>/index.mjs`).
   *
   * @default - the bundles that come with the package
   */
  readonly lambdaBundles?: string;
}

/** What all monitors share: the store, the state, the people who are told, and one dashboard. */
export class MonitoringHub extends Construct {
  /** The configuration that the hub was made from. */
  readonly config: Config;
  /** Prefix of the names of everything that belongs to the hub. */
  readonly hubName: string;
  /** Profiles, merged hours, verdicts, reports: one prefix per kind and monitor. */
  readonly storeBucket: IBucket;
  /** Baselines, dirty marks, leases, scores, incidents, outbox. */
  readonly table: ITableV2;
  /** Topic of incidents that page and of the pipeline's own alarms, of those monitors that name nobody themselves. */
  readonly pageTopic: ITopic;
  /** All topics by name: one for each distinct list of addresses among the hub and its monitors. */
  readonly topics: ReadonlyMap<string, ITopic>;
  /** The hub's functions by the names of their folders. */
  readonly functions: ByHubFunction<IFunction>;
  /** What the hub's own functions and subscriptions are watched by. */
  readonly alarms: HubAlarms;
  /** In which EventBridge Scheduler starts the monitors' functions. */
  readonly schedulerRole: IRole;
  /** The dashboard on which any of the hub's monitors can be chosen. */
  readonly dashboard: Dashboard;
  /** Address of the dashboard in the AWS console. */
  readonly dashboardUrl: string;
  /** What becomes of data when it is taken out of the app. */
  readonly removalPolicy: RemovalPolicy;
  /** Encrypts the store, the table and the topics; null where AWS keeps the keys. */
  readonly encryptionKey: IKey | null;
  /** Folder of the bundles; null for those of the package. */
  readonly lambdaBundles: string | null;
  private readonly captureBuckets = new Map<string, IBucket>();

  constructor(scope: Construct, id: string, props: MonitoringHubProps) {
    super(scope, id);
    const { hub } = props.config;
    // Refuses a cap that leaves no room for work.
    checkCap(props.config);
    this.config = props.config;
    this.hubName = hub.name;
    this.removalPolicy = props.removalPolicy ?? RemovalPolicy.RETAIN;
    this.lambdaBundles = props.lambdaBundles ?? null;
    this.encryptionKey = props.encryptionKey ?? importedKey(this, hub.store.kmsKeyArn);
    if (this.encryptionKey) letPublishersUse(this.encryptionKey, this);
    this.storeBucket = storeBucket(this, "Store", storeRetention(props.config), this.removalPolicy, this.encryptionKey);
    this.schedulerRole = schedulerRole(this, "MonitorSchedulerRole", hub.name);
    this.table = stateTable(this, "State", this.removalPolicy, this.encryptionKey);
    this.topics = alertTopics(this, props.config, this.encryptionKey);
    this.pageTopic = this.topics.get(`${hub.name}-page`)!;
    this.dashboard = hubDashboard(this, "Dashboard", {
      hub: hub.name,
      storeBucket: this.storeBucket.bucketName,
      hasLabels: props.config.monitors.some(({ labels }) => labels !== null),
      hasLatency: props.config.monitors.some(({ columns }) => columns.latency !== null),
      spend: hub.spend,
    });
    this.dashboardUrl = consoleLinks.dashboard(names.hubDashboard(hub.name));
    const ownTopics = topicsOfHub(this, props.config, this.topics);
    const notices = noticeQueue(this, "Notices", props.config);
    this.functions = new HubFunctions(this, "Functions", {
      config: props.config,
      storeBucket: this.storeBucket,
      table: this.table,
      keyArn: this.encryptionKey?.keyArn ?? null,
      topics: this.topics,
      ownTopics,
      notices,
      dashboardUrl: this.dashboardUrl,
      bundles: this.lambdaBundles,
    }).byName;
    this.alarms = hubAlarms(this, {
      config: props.config,
      topics: ownTopics,
      functions: HUB_FUNCTION_NAMES.filter((name) => this.functions[name] !== undefined),
      hasNotices: notices !== null,
    });
    subscriptionsToConfirm(this, props.config);
    if (hub.spend) {
      spendAlarm(this, "SpendAlarm", { hub: hub.name, spend: hub.spend, topics: ownTopics });
      // AWS Budgets tells one topic, which has to let it: one of the hub's own.
      const [{ name, emails }] = hubAlertTopics(props.config);
      spendBudget(this, "Budget", { hub: hub.name, spend: hub.spend, emails, topic: this.topics.get(name)! });
    }
    tagCosts(this, hub.name);
  }

  /**
   * The capture bucket of this name, created with the hub: several monitors may watch prefixes of one bucket, and it
   * outlives each of them.
   */
  captureBucket(name: string): IBucket {
    const known = this.captureBuckets.get(name);
    if (known) return known;
    const created = privateBucket(this, `Captures-${name}`, {
      bucketName: name,
      sendsEvents: true,
      removalPolicy: this.removalPolicy,
    });
    this.captureBuckets.set(name, created);
    return created;
  }
}

function importedKey(scope: Construct, arn: string | null): IKey | null {
  return arn === null ? null : Key.fromKeyArn(scope, "EncryptionKey", arn);
}

/** Without labels nothing waits, and no row is kept. */
function storeRetention({ hub, monitors }: Config): StoreRetention {
  const waits = monitors.flatMap(({ labels }) => (labels ? [labels.waitDays] : []));
  // Labels that come in a pause are joined after it, with predictions of before it.
  const paused = waits.length > 0 && hub.spend?.atCap === "pause" ? LONGEST_PAUSE_DAYS : 0;
  return { retentionDays: hub.store.retentionDays, waitDays: Math.max(paused, ...waits, 0) };
}
