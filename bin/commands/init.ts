import { defineCommand } from "../command.js";
import type { InitOptions } from "../draft/init-command.js";

export const init = defineCommand<InitOptions>({
  name: "init",
  summary: "write a first plumbline.yaml from samples of your data",
  description:
    "Reads captured inferences and, if given, training data; infers format, header, task, columns, id and time; and writes " +
    "a commented configuration that `plumbline validate` accepts. It never overwrites a file without --force.",
  examples: [
    ["plumbline init --captures capture.jsonl --reference train.csv --monitor churn", "from two local files"],
    [
      "plumbline init --captures s3://acme/churn/AllTraffic/2026/01/31/00/a.jsonl",
      "from one captured object; learn live",
    ],
    ["plumbline init --captures forecasts.parquet --out -", "print it instead of writing a file"],
  ],
  configure: (command) => {
    command
      .requiredOption("--captures <file...>", "captured inferences: files or s3://bucket/key")
      .option("--reference <file>", "training data: a file or s3://bucket/key")
      .option("--monitor <name>", "name of the monitor (default: from the captures' key)")
      .option("--out <file>", "where to write; - prints", "plumbline.yaml")
      .option("--force", "replace the file if it is there");
  },
  run: async (call) => (await import("../draft/init-command.js")).runInit(call),
});
