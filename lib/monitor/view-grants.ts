import type { Grant } from "../grant.js";
import type { HubHandles } from "../hub/hub-handles.js";
import { storeGrants } from "./store-grants.js";

/** What the dashboard's widget may do: read what the monitor has found, and add to its answers. No captures, no rows of predictions. */
export function viewGrants(hub: HubHandles, monitor: string): Grant[] {
  const partitions = (...names: readonly string[]): Pick<Grant, "resources" | "conditions"> => ({
    resources: [hub.tableArn],
    conditions: {
      "ForAllValues:StringLike": { "dynamodb:LeadingKeys": names.map((name) => `MONITOR#${monitor}#${name}`) },
    },
  });
  return [
    ...storeGrants(hub, monitor, { get: ["verdicts", "calibrations"], put: [], list: ["verdicts", "calibrations"] }),
    {
      actions: ["dynamodb:Query"],
      ...partitions("STATE", "BASELINE#*", "RULES#*", "EVIDENCE", "VERDICTS", "INCIDENTS", "ANSWERS"),
    },
    { actions: ["dynamodb:GetItem"], ...partitions("STATE") },
    { actions: ["dynamodb:PutItem"], ...partitions("ANSWERS") },
  ];
}
