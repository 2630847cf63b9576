import { Tags } from "aws-cdk-lib";
import type { Construct } from "constructs";

/** The tag by which a hub's costs are found. */
export const HUB_TAG = "plumbline:hub";

/** Cost-allocation tags: which hub, and within it which monitor, a cost belongs to. */
export function tagCosts(scope: Construct, hub: string, monitor?: string): void {
  Tags.of(scope).add(HUB_TAG, hub);
  if (monitor !== undefined) Tags.of(scope).add("plumbline:monitor", monitor);
}
