import { Tags } from "aws-cdk-lib";
import type { Construct } from "constructs";

/** Cost-allocation tags: which hub, and within it which monitor, a cost belongs to. */
export function tagCosts(scope: Construct, hub: string, monitor?: string): void {
  Tags.of(scope).add("plumbline:hub", hub);
  if (monitor !== undefined) Tags.of(scope).add("plumbline:monitor", monitor);
}
