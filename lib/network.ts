import type { CfnFunction, IFunction } from "aws-cdk-lib/aws-lambda";
import type { NetworkConfig } from "../src/config/index.js";
import type { Grant } from "./grant.js";

const NO_ARN =
  "Network interfaces are made at run time, and describing them knows no resource: AWS's own policy for functions in a VPC is the same.";

/** What Lambda does in the name of a function that lives in a VPC. */
export function networkGrants(network: NetworkConfig | null): Grant[] {
  if (network === null) return [];
  const actions = ["CreateNetworkInterface", "DescribeNetworkInterfaces", "DescribeSubnets", "DeleteNetworkInterface"];
  return [{ actions: actions.map((action) => `ec2:${action}`), resources: ["*"], wildcard: NO_ARN }];
}

/** Puts a function into the configured subnets: by their ids, so that synthesis looks nothing up. */
export function placeInVpc(placed: IFunction, network: NetworkConfig | null): void {
  if (network === null) return;
  const { subnetIds, securityGroupIds } = network;
  (placed.node.defaultChild as CfnFunction).vpcConfig = {
    subnetIds: [...subnetIds],
    securityGroupIds: [...securityGroupIds],
  };
}
