import { defineCommand } from "../command.js";
import type { ProfileCommandOptions } from "../profile/profile-command.js";

export const profile = defineCommand<ProfileCommandOptions>({
  name: "profile",
  summary: "summarise data files column by column, as a deployed monitor would",
  description:
    "Reads captures or tables (CSV, JSONL, SageMaker data capture, Parquet; gzip and zstd) into one profile: types, missing " +
    "values, moments, quantiles, distinct and frequent values, and what was rejected and why. With --config, files are read as " +
    "captures of that monitor; with --reference, they are counted on its bins and new or vanished columns are named.",
  examples: [
    ["plumbline profile train.csv", "one table"],
    ["plumbline profile captures/*.jsonl.gz --json", "many captures as one profile, for a program"],
    ["plumbline profile a.jsonl --config plumbline.yaml --reference train.csv", "as the monitor would read it"],
    ["plumbline profile forecasts.parquet --out forecasts.profile", "keep the mergeable profile itself"],
  ],
  configure: (command) => {
    command
      .argument("<file...>", "files or s3://bucket/key")
      .option("--config <file>", "plumbline.yaml: formats, names, types and ignored columns of a monitor")
      .option("--monitor <name>", "which monitor of the configuration, where there are several")
      .option("--reference <file>", "training data or earlier captures, whose bins to count on")
      .option("--format <name>", "capture format (default: the monitor's, else found by content)")
      .option("--out <file>", "write the profile: the report if the name ends in .json, else the engine's own bytes");
  },
  run: async (call) => (await import("../profile/profile-command.js")).runProfile(call),
});
