import { RemovalPolicy } from "aws-cdk-lib";
import type { Dashboard } from "aws-cdk-lib/aws-cloudwatch";
import type { ITableV2 } from "aws-cdk-lib/aws-dynamodb";
import type { IRole } from "aws-cdk-lib/aws-iam";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import type { IBucket } from "aws-cdk-lib/aws-s3";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import type { Config } from "../../src/config/index.js";
import { consoleLinks } from "../console-links.js";
import { tagCosts } from "../cost-tags.js";
import type { HubFunctionName } from "../lambda-bundles.js";
import { names } from "../names.js";
import { privateBucket } from "../private-bucket.js";
import { alertTopics } from "./alert-topics.js";
import { hubDashboard } from "./hub-dashboard.js";
import { HubFunctions } from "./hub-functions.js";
import { noticeQueue } from "./notice-queue.js";
import { schedulerRole } from "./scheduler-role.js";
import { stateTable } from "./state-table.js";
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
  readonly functions: Readonly<Record<HubFunctionName, IFunction>>;
  /** In which EventBridge Scheduler starts the monitors' functions. */
  readonly schedulerRole: IRole;
  /** The dashboard on which any of the hub's monitors can be chosen. */
  readonly dashboard: Dashboard;
  /** Address of the dashboard in the AWS console. */
  readonly dashboardUrl: string;
  /** What becomes of data when it is taken out of the app. */
  readonly removalPolicy: RemovalPolicy;
  /** Folder of the bundles; null for those of the package. */
  readonly lambdaBundles: string | null;
  private readonly captureBuckets = new Map<string, IBucket>();

  constructor(scope: Construct, id: string, props: MonitoringHubProps) {
    super(scope, id);
    const { hub } = props.config;
    this.config = props.config;
    this.hubName = hub.name;
    this.removalPolicy = props.removalPolicy ?? RemovalPolicy.RETAIN;
    this.lambdaBundles = props.lambdaBundles ?? null;
    this.storeBucket = storeBucket(this, "Store", storeRetention(props.config), this.removalPolicy);
    this.schedulerRole = schedulerRole(this, "MonitorSchedulerRole", hub.name);
    this.table = stateTable(this, "State", this.removalPolicy);
    this.topics = alertTopics(this, props.config);
    this.pageTopic = this.topics.get(`${hub.name}-page`)!;
    this.dashboard = hubDashboard(this, "Dashboard", {
      hub: hub.name,
      storeBucket: this.storeBucket.bucketName,
      hasLabels: props.config.monitors.some(({ labels }) => labels !== null),
    });
    this.dashboardUrl = consoleLinks.dashboard(names.hubDashboard(hub.name));
    this.functions = new HubFunctions(this, "Functions", {
      config: props.config,
      storeBucket: this.storeBucket,
      table: this.table,
      topics: this.topics,
      notices: noticeQueue(this, "Notices", props.config),
      dashboardUrl: this.dashboardUrl,
      bundles: this.lambdaBundles,
    }).byName;
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

/** Without labels nothing waits, and no row is kept. */
function storeRetention({ hub, monitors }: Config): StoreRetention {
  const waits = monitors.flatMap(({ labels }) => (labels ? [labels.waitDays] : []));
  return { retentionDays: hub.store.retentionDays, waitDays: Math.max(0, ...waits) };
}
