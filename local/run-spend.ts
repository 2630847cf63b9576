import { readFileSync } from "node:fs";
import { parseConfig } from "../src/config/index.js";
import { US_EAST_1 } from "../src/core/spend/us-east-1.js";
import { spendSummary } from "../src/core/spend/words.js";
import { predictConfigSpend } from "../src/pipeline/predict-spend.js";
import type { EmbeddedCloud } from "./cloud.js";
import type { LocalExample } from "./example.js";

const DAY_MS = 86_400_000;

/** What the example's own traffic would cost on AWS in a month, as text. @param captured records of all its captures */
export function spendOf(
  example: Omit<LocalExample, "captures">,
  cloud: Pick<EmbeddedCloud, "view">,
  captured: number,
): string {
  const { configFile, captureBucket, deployedAtMs, untilMs } = example;
  const { hub, monitors } = parseConfig(readFileSync(configFile, "utf8"), configFile);
  const monitor = monitors.find(({ name }) => name === example.monitor);
  if (monitor === undefined) return "";
  const days = (untilMs - deployedAtMs) / DAY_MS;
  const landed = (prefix: string): { readonly all: number; readonly live: number } => {
    const objects = cloud.view().objects(captureBucket, prefix);
    return { all: objects.length, live: objects.filter(({ lastModifiedMs }) => lastModifiedMs >= deployedAtMs).length };
  };
  const captures = landed(monitor.captures.prefix);
  const traffic = {
    objectsPerHour: captures.live / days / 24,
    recordsPerDay: ((captured / captures.all) * captures.live) / days,
    labelFilesPerDay: monitor.labels === null ? 0 : landed(monitor.labels.prefix).live / days,
  };
  const prediction = predictConfigSpend({ hub, monitors: [monitor] }, traffic, US_EAST_1);
  return `${spendSummary(prediction, traffic).join("\n")}\n`;
}
