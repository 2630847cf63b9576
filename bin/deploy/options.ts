import { type Command, Option } from "commander";

/** What every command over the CDK takes. */
export function cdkOptions(command: Command): Command {
  return command
    .argument("[words...]", "stacks (default: all); after -- any options of the AWS CDK's command line")
    .option("--config <file>", "configuration", "plumbline.yaml")
    .option("--profile <name>", "profile of your AWS configuration (default: the environment's)");
}

export const approvalOption = new Option("--require-approval <when>", "when to ask before permissions change").choices([
  "never",
  "any-change",
  "broadening",
]);
