import type { Grant } from "../grant.js";
import type { HubHandles } from "../hub/hub-handles.js";
import type { StorePrefix } from "../hub/store-bucket.js";

export interface StoreUse {
  readonly get: readonly StorePrefix[];
  readonly put: readonly StorePrefix[];
  /** S3 tells "missing" from "forbidden" only to those who may list. */
  readonly list: readonly StorePrefix[];
}

const OWN_PREFIX = "Keys below the monitor's own prefix are made at run time; no other monitor's are reached.";

/** What a role may do below `<prefix>/<monitor>/` of the store. */
export function storeGrants(hub: HubHandles, monitor: string, use: StoreUse): Grant[] {
  const below = (prefixes: readonly StorePrefix[]): string[] => prefixes.map((prefix) => `${prefix}/${monitor}/*`);
  const objects = (action: string, prefixes: readonly StorePrefix[]): Grant[] =>
    prefixes.length === 0
      ? []
      : [
          {
            actions: [action],
            resources: below(prefixes).map((keys) => `${hub.storeBucketArn}/${keys}`),
            wildcard: OWN_PREFIX,
          },
        ];
  return [
    ...objects("s3:GetObject", use.get),
    ...objects("s3:PutObject", use.put),
    {
      actions: ["s3:ListBucket"],
      resources: [hub.storeBucketArn],
      conditions: { StringLike: { "s3:prefix": below(use.list) } },
    },
  ];
}

/** The monitor's own items, whatever their kind; single-item reads and writes only. */
export function tableGrants(hub: HubHandles, monitor: string, { deletes }: { readonly deletes: boolean }): Grant[] {
  return [
    {
      actions: [
        ...["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"],
        ...(deletes ? ["dynamodb:DeleteItem"] : []),
      ],
      resources: [hub.tableArn],
      conditions: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": [`MONITOR#${monitor}#*`] } },
    },
  ];
}
