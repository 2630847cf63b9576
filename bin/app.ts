#!/usr/bin/env node
import { App, CfnOutput, Stack, Validations } from "aws-cdk-lib";
import { existsSync, readFileSync } from "node:fs";
import { type MonitoringHub, monitoringStacks } from "../lib/index.js";
import { spendSummary } from "../src/core/spend/words.js";
import { spendPrices } from "../src/core/spend/spend-prices.js";
import { ASSUMED_TRAFFIC, predictConfigSpend } from "../src/pipeline/predict-spend.js";
import { messageOf } from "../src/contracts/errors.js";
import {
  type Config,
  ConfigError,
  hubTopics,
  notSupportedYet,
  parseConfig,
  thingsToCheck,
} from "../src/config/index.js";
import { capWords } from "./cost/cap.js";
import { OUTPUTS } from "./deploy/next-steps.js";

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
  const addresses = new Set(hubTopics(config).flatMap(({ emails }) => emails));
  if (addresses.size > 0) {
    console.error(
      `note: after deploying, confirm the e-mail subscriptions of ${[...addresses].join(", ")}; until then they are told nothing`,
    );
  }
}

/** Standard error, as all else here: standard output is what `cdk synth` prints templates to. */
function printSpend(config: Config, warnings: readonly string[]): void {
  const prediction = predictConfigSpend(config, {}, spendPrices(config.hub.spend?.prices ?? null));
  for (const line of spendSummary(prediction, ASSUMED_TRAFFIC)) console.error(line);
  for (const warning of warnings) console.error(`warning: ${warning}`);
}

/** What people and `plumbline deploy` want to know of the hub. */
function printOutputs({ storeBucket, table, dashboardUrl }: MonitoringHub, stack: Stack): void {
  for (const [id, value, description] of [
    [OUTPUTS.store, storeBucket.bucketName, "Profiles, verdicts, reports"],
    [OUTPUTS.table, table.tableName, "State: the --table of answers and of the audit trail"],
    [OUTPUTS.dashboard, dashboardUrl, "The dashboard of all monitors"],
  ] as const) {
    new CfnOutput(stack, id, { value, description });
  }
}

/** The rules of cdk-nag, where it is installed: it comes with a checkout and not with the package. */
async function addRules(scope: App): Promise<void> {
  try {
    const { AwsSolutionsChecks } = await import("cdk-nag");
    Validations.of(scope).addPlugins(new AwsSolutionsChecks(scope));
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

function isMissing(error: unknown): boolean {
  const missing = error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND";
  return missing && messageOf(error).includes("'cdk-nag'");
}

const app = new App({ analyticsReporting: false });
const config = readConfig(configFile(app));
const { refused, warnings } = capWords(config);
if (process.env["PLUMBLINE_NOTES"] !== "off") {
  printNotices(config);
  printSpend(config, warnings);
}
if (refused !== null) fail(refused);
const { hub } = monitoringStacks(app, { config });
printOutputs(hub, Stack.of(hub));
await addRules(app);
