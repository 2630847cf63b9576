#!/usr/bin/env node
import { App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { existsSync, readFileSync } from "node:fs";
import { monitoringStacks } from "../lib/index.js";
import { spendSummary } from "../src/core/spend/words.js";
import { US_EAST_1 } from "../src/core/spend/us-east-1.js";
import { ASSUMED_TRAFFIC, predictConfigSpend } from "../src/pipeline/predict-spend.js";
import { type Config, ConfigError, notSupportedYet, parseConfig, thingsToCheck } from "../src/config/index.js";

/** PLUMBLINE_CONFIG_FILE, else the context of `cdk synth -c config=FILE` and cdk.json, else ./plumbline.yaml. */
function configFile(app: App): string {
  const context: unknown = app.node.tryGetContext("config");
  return process.env["PLUMBLINE_CONFIG_FILE"] ?? (typeof context === "string" ? context : "plumbline.yaml");
}

function readConfig(file: string): Config {
  if (!existsSync(file)) {
    fail(`${file} is not there: name the configuration with -c config=FILE, or write one with npx plumbline init`);
  }
  try {
    return parseConfig(readFileSync(file, "utf8"), file);
  } catch (error) {
    if (error instanceof ConfigError) fail(error.message);
    throw error;
  }
}

/** What is wrong with a file needs no stack trace. */
function fail(message: string): never {
  console.error(message);
  process.exit(1);
}

function printNotices(config: Config): void {
  for (const { path, message } of [...notSupportedYet(config), ...thingsToCheck(config)]) {
    console.error(`note: ${path}: ${message}`);
  }
  const addresses = new Set([config.hub, ...config.monitors].flatMap(({ notify }) => notify.page));
  if (addresses.size > 0) {
    console.error(
      `note: after deploying, confirm the e-mail subscriptions of ${[...addresses].join(", ")}; until then nobody is told`,
    );
  }
}

/** Standard error, as all else here: standard output is what `cdk synth` prints templates to. */
function printSpend(config: Config): void {
  const prediction = predictConfigSpend(config, {}, US_EAST_1);
  for (const line of spendSummary(prediction, ASSUMED_TRAFFIC)) console.error(line);
}

const app = new App({ analyticsReporting: false });
const config = readConfig(configFile(app));
printNotices(config);
printSpend(config);
monitoringStacks(app, { config });
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
