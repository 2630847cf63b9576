import { defineCommand } from "../command.js";
import type { ReportOptions } from "../report/report-options.js";

export const report = defineCommand<ReportOptions>({
  name: "report",
  summary: "write one HTML page about two files: drift, charts and, with labels, quality; exit status 1 on drift",
  description:
    "Compares every column of two files as `plumbline compare` does and writes one self-contained page: what changed, by how much, a chart " +
    "of each column. With --label (a column of the files) or --labels (files joined by --id) the page also shows the model's quality as " +
    "`plumbline quality` measures it: ROC, precision-recall and calibration of a binary model, confusion of classes, sizes of errors, the reference " +
    "beside now. The page loads nothing and runs no script: it can be mailed, archived and printed. Only drift decides about the exit status.",
  examples: [
    ["plumbline report --reference train.csv --current today.parquet --out report.html", "drift of every column"],
    [
      "plumbline report --reference train.csv --current today.csv --label churned --score probability --out report.html",
      "with quality: labels stand beside the predictions, in both files",
    ],
    [
      "plumbline report --reference train.csv --current today.csv --labels truth.csv --id order_id --out report.html",
      "with quality: labels came later, in files of their own",
    ],
    [
      "plumbline report --reference a.csv --current b.csv --method psi --threshold 0.25 --out report.html --json",
      "one rule, and the summary for a program",
    ],
  ],
  configure: (command) => {
    command
      .requiredOption("--reference <file>", "what to compare with: a file or s3://bucket/key")
      .requiredOption("--current <file>", "what may have drifted: a file or s3://bucket/key")
      .requiredOption("--out <file>", "the page to write")
      .option("--column <name...>", "compare these columns only")
      .option("--method <name...>", "use these drift metrics only")
      .option("--threshold <number>", "call drift at this value (or p-value) of the metrics named by --method")
      .option("--timestamp <column>", "column that holds time; not compared")
      .option("--id <column...>", "columns that tell records apart and join labels; not compared")
      .option("--ignore <column...>", "columns not to compare")
      .option("--format <name>", "format of both files (default: found by content)")
      .option("--label <column>", "the true outcome: a column of the files, or of --labels; not compared")
      .option("--labels <file...>", "what turned out to be true of --current: files or s3://bucket/key")
      .option("--label-id <column...>", "id columns of the label files, where they have other names")
      .option("--label-timestamp <column>", "time of the label: the last one wins")
      .option("--task <name>", "binary, multiclass or regression (default: inferred)")
      .option("--prediction <column>", "predicted class or number")
      .option("--score <column>", "probability of the positive class")
      .option("--probabilities <column...>", "probability of each class, in the order of --classes")
      .option("--classes <name...>", "all classes of the model")
      .option("--positive <class>", "the positive class of a binary model (default: the last of the two)")
      .option(
        "--decision-threshold <number>",
        "least score that says the positive class, where no class is predicted (0.5)",
      );
  },
  run: async (call) => (await import("../report/report-command.js")).runReport(call),
});
