import { defineCommand } from "../command.js";
import type { ValidateOptions } from "../inspect/validate-command.js";

export const validate = defineCommand<ValidateOptions>({
  name: "validate",
  summary: "check plumbline.yaml, alone or against samples of your data",
  description:
    "Checks a configuration and says everything that is wrong at once. With samples, reads them as the deployed monitor " +
    "would and shows how captures and reference fit together, with the edit for each difference.",
  examples: [
    ["plumbline validate", "check plumbline.yaml of this folder"],
    ["plumbline validate --sample capture.jsonl --reference train.csv", "hold it against real data"],
    ["plumbline validate prod.yaml --monitor churn --sample s3://acme/churn/a.jsonl --json", "one of several monitors"],
  ],
  configure: (command) => {
    command
      .argument("[file]", "configuration", "plumbline.yaml")
      .option("--config <file>", "the same as the argument")
      .option("--sample <file...>", "captures of one monitor: files or s3://bucket/key")
      .option("--reference <file>", "its training data or another capture: a file or s3://bucket/key")
      .option("--monitor <name>", "which monitor the samples belong to, where there are several");
  },
  run: async (call) => (await import("../inspect/validate-command.js")).runValidate(call),
});
