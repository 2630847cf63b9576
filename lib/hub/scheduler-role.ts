import { Stack } from "aws-cdk-lib";
import { Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { Construct } from "constructs";
import { grant } from "../grant.js";
import { names } from "../names.js";

/** In which role EventBridge Scheduler starts the functions of a hub's monitors: one for all of them, because an account holds 1,000 roles. */
export function schedulerRole(scope: Construct, id: string, hub: string): Role {
  const stack = Stack.of(scope);
  const role = new Role(scope, id, {
    assumedBy: new ServicePrincipal("scheduler.amazonaws.com", {
      conditions: { StringEquals: { "aws:SourceAccount": stack.account } },
    }),
  });
  const functions = (["analyze-windows", "reconcile"] as const).map((name) => names.function(hub, "*", name));
  grant(role, [
    {
      actions: ["lambda:InvokeFunction"],
      resources: functions.map(
        (name) => `arn:${stack.partition}:lambda:${stack.region}:${stack.account}:function:${name}`,
      ),
      wildcard: "Monitors come after their hub: their functions are known by the hub's name and what they do.",
    },
  ]);
  return role;
}
