import { defineCommand } from "../command.js";
import type { CdkOptions } from "../deploy/cdk-arguments.js";
import { cdkOptions } from "../deploy/options.js";

export const destroy = defineCommand<CdkOptions>({
  name: "destroy",
  summary: "take everything that runs off AWS; data stays",
  description:
    "Runs `cdk destroy` with the CDK app that comes with plumbline. The store, the table and created capture buckets stay, with what is " +
    "in them; docs/deploy.md says how to delete them.",
  examples: [
    ["plumbline destroy", "all stacks, after a question"],
    ["plumbline destroy ml-overview -- --force", "one stack, without a question"],
  ],
  configure: (command) => {
    cdkOptions(command);
  },
  run: async (call) => (await import("../deploy/cdk-command.js")).runCdk("destroy", call),
});
