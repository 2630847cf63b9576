import type { ITableV2 } from "aws-cdk-lib/aws-dynamodb";
import type { IBucket } from "aws-cdk-lib/aws-s3";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Config } from "../../src/config/index.js";
import type { Grant } from "../grant.js";
import type { WorkQueue } from "../monitor/work-queue.js";

export interface HubFunctionsProps {
  readonly config: Config;
  readonly storeBucket: IBucket;
  readonly table: ITableV2;
  /** Of the key that encrypts the store, the table and the topics; null where AWS keeps the keys. */
  readonly keyArn: string | null;
  /** Every topic of the hub by its name. */
  readonly topics: ReadonlyMap<string, ITopic>;
  /** Those of the hub itself: who is told of its functions and its spend. */
  readonly ownTopics: readonly ITopic[];
  /** What webhooks are told; null where there are none. */
  readonly notices: WorkQueue | null;
  readonly dashboardUrl: string;
  /** Folder of the bundles; null for those of the package. */
  readonly bundles: string | null;
}

/** What a function of the hub may do, and when it runs. */
export interface HubTask {
  /** @default - always */
  readonly isNeeded?: (config: Config) => boolean;
  readonly grants: (props: HubFunctionsProps) => readonly Grant[];
  readonly schedule: {
    readonly description: string;
    /** EventBridge Scheduler expression, in UTC. */
    readonly expression: string;
  };
}
