import { join } from "node:path";
import type { Account } from "./account.js";
import { createCloudWatch, type CloudWatch, type CloudWatchSnapshot } from "./cloudwatch/cloudwatch.js";
import type { ResourceProvider, Simulation, WireService } from "./contracts.js";
import { Deliveries } from "./deliveries.js";
import { inertProviders } from "./deploy/inert.js";
import { TableStore } from "./dynamodb/table-store.js";
import { Tables } from "./dynamodb/tables.js";
import { EventBus } from "./events/event-bus.js";
import type { Faults } from "./faults.js";
import { IamGuard } from "./iam/call-guard.js";
import { GrantLedger } from "./iam/grant-ledger.js";
import { ResourcePolicies } from "./iam/resource-policies.js";
import { Roles } from "./iam/roles.js";
import { functionProviders, type AssetLookup } from "./lambda/function-providers.js";
import { Functions } from "./lambda/functions.js";
import { lambdaService } from "./lambda/lambda-service.js";
import { logPermission } from "./lambda/log-permission.js";
import { Permissions } from "./lambda/permissions.js";
import { type Latency, WaitingTimes } from "./lambda/waiting-times.js";
import { workerSource } from "./lambda/worker-source.js";
import { mailboxFiles } from "./mailbox-files.js";
import type { RecordMetric } from "./metrics.js";
import { Refusals } from "./refusals.js";
import { Executions } from "./retraining/executions.js";
import { RequestLog } from "./request-log.js";
import { bucketPolicyProvider, bucketProvider } from "./s3/bucket-provider.js";
import { Buckets } from "./s3/buckets.js";
import { ObjectEvents } from "./s3/object-events.js";
import { s3Service } from "./s3/s3-service.js";
import { Schedules } from "./scheduler/schedules.js";
import { Secrets } from "./secrets/secrets.js";
import { snsService } from "./sns/sns-service.js";
import { Topics } from "./sns/topics.js";
import type { BatchPoller } from "./sqs/batch-poller.js";
import { eventSourceProvider } from "./sqs/event-source.js";
import { meterQueue } from "./sqs/queue-metrics.js";
import { Queues } from "./sqs/queues.js";
import { sqsService } from "./sqs/sqs-service.js";

export interface ServiceOptions {
  readonly simulation: Simulation;
  readonly account: Account;
  readonly stateDir: string;
  readonly faults: Faults;
  readonly endpointUrl: () => string;
  readonly assets: AssetLookup;
  /** Whether e-mail subscriptions are confirmed by themselves. */
  readonly peopleConfirm: boolean;
  /** How long answers let functions wait, in simulated time. */
  readonly latency: Latency;
  readonly restoreMetrics: CloudWatchSnapshot | undefined;
}

/** Every service of the account, wired to the others: what the wire reaches, and what templates deploy to. */
export interface Services {
  readonly buckets: Buckets;
  readonly queues: Queues;
  readonly functions: Functions;
  readonly waits: WaitingTimes;
  readonly tables: Tables;
  readonly topics: Topics;
  readonly secrets: Secrets;
  readonly cloudWatch: CloudWatch;
  readonly refusals: Refusals;
  readonly grants: GrantLedger;
  readonly guard: IamGuard;
  readonly log: RequestLog;
  readonly executions: Executions;
  readonly wire: readonly WireService[];
  readonly providers: readonly ResourceProvider[];
}

export function createServices(options: ServiceOptions): Services {
  const { simulation, account, stateDir, faults, endpointUrl, assets } = options;
  const refusals = new Refusals(simulation);
  const grants = new GrantLedger();
  const roles = new Roles(account, grants);
  const policies = new ResourcePolicies(account, grants);
  const permissions = new Permissions(account, policies);
  const topics = new Topics(
    simulation,
    account,
    policies,
    refusals,
    (sourceArn, targetArn, body) => {
      deliveries.byResourcePolicy({ service: "sns.amazonaws.com", sourceArn, targetArn, body });
    },
    mailboxFiles(join(stateDir, "mailbox")),
    options.peopleConfirm,
  );
  const secrets = new Secrets();
  const cloudWatch = createCloudWatch(simulation, topics, { ...account, restore: options.restoreMetrics });
  const record: RecordMetric = (...datum) => {
    cloudWatch.record(...datum);
  };
  const queues = new Queues(simulation, account, endpointUrl, policies, (queue) => {
    meterQueue(queue, simulation, record);
  });
  const host = {
    account,
    workerSource: workerSource(),
    endpointUrl,
    logDir: join(stateDir, "logs"),
    noConfigFile: join(stateDir, "no-aws-config"),
    onStart: logPermission(account, roles, refusals),
  };
  const waits = new WaitingTimes(options.latency);
  const functions = new Functions(simulation, host, record, waits, ({ arn, roleArn, deadLetterArn }, body) => {
    if (deadLetterArn === undefined) return;
    const delivery = { service: "lambda.amazonaws.com", sourceArn: arn, targetArn: deadLetterArn, body };
    deliveries.byRole(delivery, roleArn);
  });
  const mappings = new Map<string, BatchPoller>();
  const log = new RequestLog((caller) => functions.ofCaller(caller)?.name);
  const deliveries = new Deliveries({ queues, functions, permissions, topics, roles, refusals, log });
  const bus = new EventBus({ simulation, account, deliveries, queues, record });
  const objectEvents = new ObjectEvents(simulation, account, faults, (event) => {
    log.note("s3.amazonaws.com", "events", "ObjectEvent");
    bus.publish(event);
  });
  const buckets = new Buckets(join(stateDir, "s3"), simulation, (change) => {
    objectEvents.changed(change);
  });
  const tables = new Tables(new TableStore(), account);
  const guard = new IamGuard({
    account,
    roles,
    resourcePolicies: policies,
    partitionKeyOf: (table) => tables.partitionKeyOf(table),
    functionOf: (caller) => functions.ofCaller(caller),
  });
  const executions = new Executions(simulation, account);
  const schedules = new Schedules({ simulation, account, deliveries, queues, record, faults });
  return {
    buckets,
    queues,
    functions,
    waits,
    tables,
    topics,
    secrets,
    cloudWatch,
    refusals,
    grants,
    guard,
    log,
    executions,
    wire: [
      s3Service(buckets),
      sqsService(queues),
      tables.service(),
      bus.service(),
      snsService(topics),
      secrets.service(),
      lambdaService(functions, mappings),
      cloudWatch.service,
      ...executions.services(),
    ],
    providers: [
      ...roles.providers(),
      ...queues.providers(),
      ...topics.providers(),
      ...functionProviders({ functions, queues, roles, account, assets }),
      permissions,
      eventSourceProvider({ simulation, account, queues, functions, roles, refusals, log, mappings }),
      bucketProvider(buckets, account),
      bucketPolicyProvider(policies),
      tables,
      bus,
      schedules,
      ...cloudWatch.providers,
      ...inertProviders(account),
    ],
  };
}
