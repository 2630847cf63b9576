import { defineCommand } from "../command.js";
import type { CdkOptions } from "../deploy/cdk-arguments.js";
import { approvalOption, cdkOptions } from "../deploy/options.js";

export const deploy = defineCommand<CdkOptions>({
  name: "deploy",
  summary: "deploy a configuration to AWS, and say what to do next",
  description:
    "Runs `cdk deploy` with the CDK app that comes with plumbline: the hub, a stack for each monitor, the overview. The account and " +
    "region have to be bootstrapped once before (`npx cdk bootstrap`).",
  examples: [
    ["plumbline deploy", "all of plumbline.yaml"],
    [
      "plumbline deploy --config prod.yaml --profile prod --require-approval never",
      "without questions, from a pipeline",
    ],
    ["plumbline deploy ml-hub -- --no-rollback", "one stack, with an option of the CDK's own"],
  ],
  configure: (command) => {
    cdkOptions(command).addOption(approvalOption);
  },
  run: async (call) => (await import("../deploy/cdk-command.js")).runCdk("deploy", call),
});
