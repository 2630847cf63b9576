import { defineCommand } from "../command.js";
import type { CdkOptions } from "../deploy/cdk-arguments.js";
import { cdkOptions } from "../deploy/options.js";

export const diff = defineCommand<CdkOptions>({
  name: "diff",
  summary: "show what a deployment would change on AWS",
  description: "Runs `cdk diff` with the CDK app that comes with plumbline, against what is deployed.",
  examples: [
    ["plumbline diff", "all stacks of plumbline.yaml"],
    ["plumbline diff ml-monitor-churn --profile prod", "one stack, in another account"],
  ],
  configure: (command) => {
    cdkOptions(command);
  },
  run: async (call) => (await import("../deploy/cdk-command.js")).runCdk("diff", call),
});
