import { CfnOutput } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { type Config, hubTopics } from "../../src/config/index.js";

// CloudFormation takes 4,096 bytes.
const MOST_LISTED = 50;

/** What the deployment prints at its end: whose confirmation it waits for. Nothing where nobody is told by e-mail. */
export function subscriptionsToConfirm(scope: Construct, config: Config): void {
  const emails = new Set(hubTopics(config).flatMap((topic) => topic.emails));
  if (emails.size === 0) return;
  new CfnOutput(scope, "SubscriptionsToConfirm", {
    value: listed([...emails]),
    description: "Each of them must follow the link in a mail from AWS Notifications; until then it is told nothing.",
  });
}

function listed(emails: readonly string[]): string {
  const rest = emails.length - MOST_LISTED;
  return emails.slice(0, MOST_LISTED).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}
