import { defineCommand } from "../command.js";
import type { CostOptions } from "../cost/cost-command.js";

export const cost = defineCommand<CostOptions>({
  name: "cost",
  summary: "predict what a configuration costs on AWS in a month",
  description:
    "Counts what each monitor of a configuration has and does (metric series, alarms, polled queues, requests, seconds, bytes) and multiplies it " +
    "by the list prices of us-east-1, or of another region with --prices. Fixed is what an idle monitor costs; by traffic is what captures add, " +
    "with storage as it is once the retention is reached. Free allowances of the account are shown apart. Needs no AWS account.",
  examples: [
    [
      "plumbline cost",
      "plumbline.yaml of this folder, with an object a minute and 100,000 records a day for each monitor",
    ],
    ["plumbline cost --config prod.yaml --objects-per-hour 600 --records-per-day 5000000", "your traffic"],
    ["plumbline cost --monitor churn --label-files-per-day 24 --json", "one monitor, for a program"],
    [
      "plumbline cost --prices frankfurt.json",
      'another region: {"region": "eu-central-1", "asOf": "2026-11-01", "factor": 1.15}',
    ],
  ],
  configure: (command) => {
    command
      .option("--config <file>", "configuration", "plumbline.yaml")
      .option("--monitor <name>", "one monitor of the configuration (default: all)")
      .option("--objects-per-hour <number>", "capture objects that land for each monitor (default: 60)")
      .option("--records-per-day <number>", "records of each monitor (default: 100000)")
      .option("--label-files-per-day <number>", "label files of each monitor with labels (default: 24)")
      .option("--features <number>", "columns of each monitor (default: those that the configuration names, else 20)")
      .option("--prices <file>", "JSON with another region's prices: region, asOf, and factor or usd by price");
  },
  run: async (call) => (await import("../cost/cost-command.js")).runCost(call),
});
