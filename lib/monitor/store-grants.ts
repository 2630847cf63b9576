import type { Grant } from "../grant.js";
import type { HubHandles } from "../hub/hub-handles.js";
import type { StorePrefix } from "../hub/store-bucket.js";

const OWN_PREFIX = "Keys below the monitor's own prefix are made at run time; no other monitor's are reached.";

/** Read, write and list below `<prefix>/<monitor>/` of the store. */
export function storeGrants(
  hub: HubHandles,
  monitor: string,
  prefixes: { readonly read: readonly StorePrefix[]; readonly write: readonly StorePrefix[] },
): Grant[] {
  const objects = (names: readonly StorePrefix[]): string[] =>
    names.map((name) => `${hub.storeBucketArn}/${name}/${monitor}/*`);
  const listed = [...new Set([...prefixes.read, ...prefixes.write])].map((name) => `${name}/${monitor}/*`);
  const objectGrants = [
    { actions: ["s3:GetObject"], resources: objects(prefixes.read), wildcard: OWN_PREFIX },
    { actions: ["s3:PutObject"], resources: objects(prefixes.write), wildcard: OWN_PREFIX },
  ];
  return [
    ...objectGrants.filter(({ resources }) => resources.length > 0),
    {
      actions: ["s3:ListBucket"],
      resources: [hub.storeBucketArn],
      conditions: { StringLike: { "s3:prefix": listed } },
    },
  ];
}

/** The monitor's own items, whatever their kind; single-item reads and writes only. */
export function tableGrants(hub: HubHandles, monitor: string): Grant[] {
  return [
    {
      actions: ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:DeleteItem", "dynamodb:Query"],
      resources: [hub.tableArn],
      conditions: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": [`MONITOR#${monitor}#*`] } },
    },
  ];
}
