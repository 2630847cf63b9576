import { defineCommand } from "../command.js";
import type { CdkOptions } from "../deploy/cdk-arguments.js";
import { cdkOptions } from "../deploy/options.js";

export const synth = defineCommand<CdkOptions>({
  name: "synth",
  summary: "make the CloudFormation templates of a configuration, in cdk.out",
  description:
    "Runs `cdk synth` with the CDK app that comes with plumbline, on plumbline.yaml of this folder. Needs no AWS account.",
  examples: [
    ["plumbline synth", "templates of plumbline.yaml"],
    ["plumbline synth --config prod.yaml -- --output prod.out", "another file, into another folder"],
  ],
  configure: (command) => {
    cdkOptions(command);
  },
  run: async (call) => (await import("../deploy/cdk-command.js")).runCdk("synth", call),
});
