import { defineCommand } from "../command.js";
import type { CompareOptions } from "../compare/compare-command.js";

export const compare = defineCommand<CompareOptions>({
  name: "compare",
  summary: "compare two files, or a monitor's windows with what is normal; exit status 1 on drift",
  description:
    "Learns bins from the reference, counts both files on them and compares every column by every drift metric that applies. " +
    "A column has drifted where a metric passes its threshold with rows enough for it; p-values count from an effect of 0.05 " +
    "standard deviations on. Too few rows are insufficient data, never ok; when no column can be judged, the exit status is 2.",
  examples: [
    ["plumbline compare --reference train.csv --current today.csv", "everything, most drifted first"],
    [
      "plumbline compare --reference a.parquet --current b.parquet --timestamp ts --id user_id",
      "leave time and id out",
    ],
    [
      "plumbline compare --reference train.csv --current today.csv --column age --method psi --threshold 0.25",
      "one rule",
    ],
    [
      "plumbline compare --monitor churn --store hub-store --table hub-state --window 2026-02-22T00 --column age",
      "the numbers of a mail again",
    ],
  ],
  configure: (command) => {
    command
      .option("--reference <file>", "what to compare with: a file or s3://bucket/key")
      .option("--current <file>", "what may have drifted: a file or s3://bucket/key")
      .option("--column <name...>", "compare these columns only")
      .option("--method <name...>", "use these drift metrics only")
      .option("--threshold <number>", "call drift at this value (or p-value) of the metrics named by --method")
      .option("--timestamp <column>", "column that holds time; not compared")
      .option("--id <column...>", "columns that tell records apart; not compared")
      .option("--ignore <column...>", "columns not to compare")
      .option("--monitor <name>", "a deployed monitor, whose windows are compared with what it takes for normal")
      .option("--store <bucket>", "bucket of its hub's store")
      .option("--table <name>", "its hub's table")
      .option("--window <hour[/hour]>", "first and last hour (UTC), such as 2026-02-22T00")
      .option("--format <name>", "format of both files (default: found by content)");
  },
  run: async (call) => (await import("../compare/compare-command.js")).runCompare(call),
});
