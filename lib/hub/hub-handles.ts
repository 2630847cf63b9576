import { Fn, Stack, Token } from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { NetworkConfig } from "../../src/config/index.js";
import type { MonitoringHub } from "./monitoring-hub.js";

/** What a monitor needs of its hub, as values of the monitor's own stack. */
export interface HubHandles {
  readonly storeBucketName: string;
  readonly storeBucketArn: string;
  readonly tableName: string;
  readonly tableArn: string;
  /** Of EventBridge Scheduler: may start the functions of any of the hub's monitors. */
  readonly schedulerRoleArn: string;
  /** Of the key that encrypts the store, the table and the topics; null where AWS keeps the keys. */
  readonly keyArn: string | null;
  readonly network: NetworkConfig | null;
  /** Key of the hashes that stand for rare and unseen categories. */
  readonly hashKey: string;
}

const exported = new WeakMap<MonitoringHub, HubHandles>();

/**
 * The hub's handles for a construct: the resources themselves within the hub's stack, and elsewhere imports of
 * exports that are all there from the first monitor on. An export that came and went with single uses would block the
 * deployment that takes the last use away.
 */
export function hubHandles(hub: MonitoringHub, consumer: Construct): HubHandles {
  const producer = Stack.of(hub);
  const stack = Stack.of(consumer);
  if (stack === producer) return ownHandles(hub);
  stack.addStackDependency(producer, "monitors use the store, the table and the topics of their hub");
  const handles = exported.get(hub) ?? exportHandles(hub);
  exported.set(hub, handles);
  return handles;
}

function exportHandles(hub: MonitoringHub): HubHandles {
  const producer = Stack.of(hub);
  const own = ownHandles(hub);
  return {
    storeBucketName: producer.exportValue(own.storeBucketName),
    storeBucketArn: producer.exportValue(own.storeBucketArn),
    tableName: producer.exportValue(own.tableName),
    tableArn: producer.exportValue(own.tableArn),
    schedulerRoleArn: producer.exportValue(own.schedulerRoleArn),
    // A key that is named, or that lives in another stack, needs no export of the hub's.
    keyArn:
      hub.encryptionKey && Stack.of(hub.encryptionKey) === producer && Token.isUnresolved(own.keyArn)
        ? producer.exportValue(own.keyArn)
        : own.keyArn,
    network: own.network,
    hashKey: producer.exportValue(own.hashKey, { name: `${producer.stackName}:HashKey` }),
  };
}

function ownHandles(hub: MonitoringHub): HubHandles {
  return {
    storeBucketName: hub.storeBucket.bucketName,
    storeBucketArn: hub.storeBucket.bucketArn,
    tableName: hub.table.tableName,
    tableArn: hub.table.tableArn,
    schedulerRoleArn: hub.schedulerRole.roleArn,
    keyArn: hub.encryptionKey?.keyArn ?? null,
    network: hub.config.hub.network,
    // arn:aws:cloudformation:<region>:<account>:stack/<name>/<uuid>: known to the account alone, the same for life.
    hashKey: Fn.select(2, Fn.split("/", Stack.of(hub).stackId)),
  };
}
