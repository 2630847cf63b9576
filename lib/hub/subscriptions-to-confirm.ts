import { CfnOutput } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { type Config, hubTopics } from "../../src/config/index.js";

/** What the deployment prints at its end: whose confirmation it waits for. Nothing where nobody is told by e-mail. */
export function subscriptionsToConfirm(scope: Construct, config: Config): void {
  const emails = new Set(hubTopics(config).flatMap((topic) => topic.emails));
  if (emails.size === 0) return;
  new CfnOutput(scope, "SubscriptionsToConfirm", {
    value: [...emails].join(", "),
    description: "Each of them must follow the link in a mail from AWS Notifications; until then it is told nothing.",
  });
}
