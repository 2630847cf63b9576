import type { BacktestOptions } from "../backtest/settings.js";
import { defineCommand } from "../command.js";

export const backtest = defineCommand<BacktestOptions>({
  name: "backtest",
  summary: "replay a log: what would have paged, when, on what, and at what cost",
  description:
    "Learns what is normal from a timestamped reference and replays production through the rule that a deployed monitor runs, " +
    "and through the default rules of other tools beside it. Prints incidents and pages, the smallest change each column would be " +
    "noticed at, and the pages per 30 days of each rule. A replay is no gate: the exit status is 0 also when pages were found.",
  examples: [
    ["plumbline backtest --reference jan.csv --production feb.csv mar.csv", "types and time column are found"],
    [
      "plumbline backtest --reference a.parquet --production b.parquet --timestamp ts --id user_id --prediction score --label churned",
      "columns that are something else than features are named",
    ],
    [
      "plumbline backtest --config plumbline.yaml --monitor churn --reference jan/*.jsonl --production feb/*.jsonl --out replay.html",
      "as a configured monitor, with a report to look at",
    ],
  ],
  configure: (command) => {
    command
      .requiredOption("--reference <file...>", "timestamped records that were normal: files or s3://bucket/key")
      .requiredOption("--production <file...>", "timestamped records to judge: files or s3://bucket/key")
      .option("--config <file>", "plumbline.yaml: formats, names, types, window and budget of a monitor")
      .option("--monitor <name>", "which monitor of the configuration, where there are several")
      .option("--false-alarms-per-30-days <number>", "false pages that are acceptable (default: the monitor's, else 1)")
      .option("--rule <name>", "whose incidents are told: calibrated (default), fixed, or a preset of another tool")
      .option("--alone", "replay by --rule only, without the others beside it: quicker")
      .option("--page <severity>", "least severity that pages (default: the monitor's, else medium)")
      .option("--timestamp <column>", "column that says when a record was made (default: found)")
      .option("--id <column...>", "columns that tell records apart; not judged")
      .option("--prediction <column...>", "columns that hold the model's output; judged and told first")
      .option("--label <column...>", "columns that hold the true outcome; not judged")
      .option("--ignore <column...>", "columns not to judge")
      .option("--window <size>", "hour or day (default: the monitor's, else found: day where records come once a day)")
      .option("--time-zone <name>", "zone of days and hours of the day (default: the monitor's, else UTC)")
      .option("--exclude <days...>", "days to leave out on both sides, such as 2026-12-24/2026-12-26")
      .option("--format <name>", "format of all files (default: found by content)")
      .option("--out <file>", "write a report as one HTML page");
  },
  run: async (call) => (await import("../backtest/backtest-command.js")).runBacktest(call),
});
