import { Stack } from "aws-cdk-lib";
import { Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IBucket } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import type { MonitorConfig } from "../../src/config/index.js";
import { EVENT_SOURCE } from "../../src/contracts/events.js";
import { METRIC_NAMESPACE } from "../../src/contracts/metrics.js";
import { hubKeyGrants, readWithKey } from "../encryption.js";
import { type Grant, grant } from "../grant.js";
import type { HubHandles } from "../hub/hub-handles.js";
import { networkGrants } from "../network.js";
import { compactionGrants, joinGrants, labelMaintenanceGrants } from "./label-grants.js";
import { retrainGrants } from "./retrain-grants.js";
import { listCaptures, readCaptures, readHeader, readImportance, readReference } from "./source-grants.js";
import { storeGrants, tableGrants } from "./store-grants.js";
import { viewGrants } from "./view-grants.js";
import { consume, type WorkQueue } from "./work-queue.js";

/** At most four roles per monitor: an account holds 1,000, and a hundred monitors must fit. */
export interface MonitorRoles {
  /** profile-captures and join-labels */
  readonly profile: Role;
  /** analyze-windows */
  readonly analysis: Role;
  /** build-baseline and reconcile */
  readonly maintenance: Role;
  /** widget */
  readonly view: Role;
}

export interface MonitorRolesProps {
  /** True where the hub has a cap. */
  readonly guarded: boolean;
  readonly monitor: MonitorConfig;
  readonly hub: HubHandles;
  readonly captureBucket: IBucket;
  readonly captures: WorkQueue;
  /** Null where no labels are configured. */
  readonly labels: WorkQueue | null;
  /** What lets analysis tell the monitor's webhook; nothing where it has none. */
  readonly notices: readonly Grant[];
  /** Where analysis mails incidents to. */
  readonly incidentTopicArns: readonly string[];
}

export function monitorRoles(scope: Construct, props: MonitorRolesProps): MonitorRoles {
  const lambda = (id: string, grants: readonly Grant[]): Role => {
    const role = new Role(scope, id, { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
    grant(role, [...grants, ...hubKeyGrants(props.hub.keyArn, scope), ...networkGrants(props.hub.network)]);
    return role;
  };
  return {
    profile: lambda("ProfileRole", [...profileGrants(props), ...joinGrants(props), ...spendGrants(props)]),
    analysis: lambda("AnalysisRole", [...analysisGrants(props), ...compactionGrants(props), ...spendGrants(props)]),
    maintenance: lambda("MaintenanceRole", [
      ...maintenanceGrants(props),
      ...labelMaintenanceGrants(props),
      ...spendGrants(props),
    ]),
    view: lambda("ViewRole", viewGrants(props.hub, props.monitor.name)),
  };
}

/** Where the hub has a cap: every run looks where it stands. */
function spendGrants({ hub, guarded }: MonitorRolesProps): Grant[] {
  if (!guarded) return [];
  return [
    {
      actions: ["dynamodb:GetItem"],
      resources: [hub.tableArn],
      conditions: { "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": ["HUB#SPEND"] } },
    },
  ];
}

function profileGrants({ monitor, hub, captureBucket, captures }: MonitorRolesProps): Grant[] {
  return [
    ...consume(captures),
    ...readCaptures(captureBucket, monitor.captures),
    ...readWithKey(monitor.captures.kmsKeyArn, captureBucket),
    ...readHeader(monitor),
    ...storeGrants(hub, monitor.name, {
      get: ["inventory"],
      put: ["profiles", "inventory", "rejects"],
      list: ["inventory"],
    }),
    ...tableGrants(hub, monitor.name, { deletes: true }),
    { actions: ["sqs:SendMessage"], resources: [captures.deadLetters.queueArn] },
  ];
}

function analysisGrants({ monitor, hub, captures, incidentTopicArns, notices }: MonitorRolesProps): Grant[] {
  return [
    ...readHeader(monitor),
    ...readImportance(monitor),
    ...retrainGrants(monitor),
    ...storeGrants(hub, monitor.name, {
      get: ["profiles", "windows", "calibrations", "verdicts"],
      put: ["windows", "calibrations", "verdicts", "reports"],
      list: ["profiles", "windows", "calibrations", "verdicts"],
    }),
    ...tableGrants(hub, monitor.name, { deletes: true }),
    { actions: ["sqs:GetQueueAttributes"], resources: [captures.queue.queueArn] },
    { actions: ["sns:Publish"], resources: incidentTopicArns },
    ...notices,
    {
      actions: ["events:PutEvents"],
      resources: [
        Stack.of(captures.queue).formatArn({ service: "events", resource: "event-bus", resourceName: "default" }),
      ],
      conditions: { StringEquals: { "events:source": EVENT_SOURCE } },
    },
    {
      actions: ["cloudwatch:PutMetricData"],
      resources: ["*"],
      conditions: { StringEquals: { "cloudwatch:namespace": METRIC_NAMESPACE } },
      wildcard:
        "CloudWatch metrics have no ARN: writing is held to Plumbline's namespace, reading can't be held at all.",
    },
    {
      actions: ["cloudwatch:GetMetricData"],
      resources: ["*"],
      wildcard:
        "CloudWatch metrics have no ARN: writing is held to Plumbline's namespace, reading can't be held at all.",
    },
  ];
}

function maintenanceGrants({ monitor, hub, captureBucket, captures }: MonitorRolesProps): Grant[] {
  return [
    ...listCaptures(captureBucket, monitor.captures),
    ...readHeader(monitor),
    ...readReference(monitor),
    ...readWithKey(referenceKey(monitor), captureBucket),
    ...storeGrants(hub, monitor.name, { get: ["profiles"], put: [], list: ["profiles", "inventory"] }),
    ...tableGrants(hub, monitor.name, { deletes: false }),
    { actions: ["sqs:SendMessage"], resources: [captures.queue.queueArn] },
  ];
}

/** A training table beside the captures is under the same key. */
function referenceKey({ captures, reference }: MonitorConfig): string | null {
  return reference.kind === "table" && reference.table.bucket === captures.bucket ? captures.kmsKeyArn : null;
}
