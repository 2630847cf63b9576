import type { BucketPolicyOptions } from "../bucket-policy/bucket-policy-command.js";
import { defineCommand } from "../command.js";

export const bucketPolicy = defineCommand<BucketPolicyOptions>({
  name: "bucket-policy",
  summary: "print what the owner of a capture bucket in another account has to allow",
  description:
    "Statements for the policies of the bucket and of the key that encrypts it, and the rule that sends the bucket's events on. The " +
    "monitor's own stack lets that account's events in where captures.account names it. Asks AWS nothing.",
  examples: [
    ["plumbline bucket-policy --monitor churn --account 111122223333 --region eu-central-1", "for the owner, as text"],
    ["plumbline bucket-policy --monitor churn --account 111122223333 --region eu-central-1 --json", "for a program"],
  ],
  configure: (command) => {
    command
      .requiredOption("--monitor <name>", "a monitor of the configuration, with captures.bucket")
      .requiredOption("--account <id>", "account in which the monitor is deployed")
      .requiredOption("--region <name>", "region in which it is deployed, the bucket's own")
      .option("--partition <name>", "aws, aws-cn or aws-us-gov", "aws")
      .option("--config <file>", "configuration", "plumbline.yaml");
  },
  run: async (call) => (await import("../bucket-policy/bucket-policy-command.js")).runBucketPolicy(call),
});
