import { defineCommand } from "../command.js";
import type { QualityOptions } from "../quality/quality-options.js";

export const quality = defineCommand<QualityOptions>({
  name: "quality",
  summary: "join labels to predictions and measure the model; exit status 1 when a challenger is worse",
  description:
    "Joins predictions and labels by id, whatever their formats, the last label of an id winning, and gives every metric of the task with its " +
    "95 % interval, per period where a time is known. What can't be used is counted by reason; an undefined metric says why. With --reference, " +
    "quality is estimated from the predictions alone as well, and the estimate is held against the labels. With --challenger, a second model is " +
    "compared on the same labels: it is worse where the interval of the difference in --metric lies on the worse side of 0.",
  examples: [
    ["plumbline quality --predictions scored.csv --labels truth.csv --id order_id", "columns found by their names"],
    [
      "plumbline quality --predictions captures/*.jsonl --labels truth/*.jsonl --config plumbline.yaml",
      "SageMaker captures and ground truth, read as the monitor reads them",
    ],
    [
      "plumbline quality --predictions p.parquet --labels l.parquet --id id --prediction yhat --label units --task regression",
      "columns named one by one",
    ],
    [
      "plumbline quality --predictions old.csv --challenger new.csv --labels truth.csv --id id --metric log-loss",
      "may the new model replace the old one?",
    ],
    [
      "plumbline quality --predictions week.parquet --reference labelled.parquet --id id --label churned",
      "an estimate before any label has come",
    ],
  ],
  configure: (command) => {
    command
      .requiredOption("--predictions <file...>", "what the model said: files or s3://bucket/key")
      .option("--labels <file...>", "what turned out to be true: files or s3://bucket/key")
      .option("--challenger <file...>", "what a second model said of the same ids, in the same columns")
      .option("--reference <file...>", "earlier predictions with their labels in one table, to estimate quality from")
      .option("--config <file>", "plumbline.yaml: how captures and labels of a monitor are read")
      .option("--monitor <name>", "which monitor of the configuration, where there are several")
      .option("--task <name>", "binary, multiclass or regression (default: configured, else inferred)")
      .option(
        "--id <column...>",
        "columns that join both sides (default: the capture's own id, else a column named id)",
      )
      .option("--prediction <column>", "predicted class or number")
      .option("--score <column>", "probability of the positive class")
      .option("--probabilities <column...>", "probability of each class, in the order of --classes")
      .option("--classes <name...>", "all classes of the model")
      .option("--positive <class>", "the positive class of a binary model (default: the last of the two)")
      .option("--threshold <number>", "least score that says the positive class, where no class is predicted (0.5)")
      .option("--timestamp <column>", "time of the prediction; texts without a zone are UTC")
      .option("--period <length>", "hour, day, week or month in UTC (default: day)")
      .option("--label <column>", "the label (default: the column that is left)")
      .option("--label-id <column...>", "id columns of the label files, where they have other names")
      .option("--label-timestamp <column>", "time of the label: the last one wins")
      .option("--metric <name>", "what decides about the challenger (default: accuracy, or mae of a regression)");
  },
  run: async (call) => (await import("../quality/quality-command.js")).runQuality(call),
});
