import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SNSClient } from "@aws-sdk/client-sns";
import { readFileSync } from "node:fs";
import { cloudWatchMetrics } from "../src/adapters/cloudwatch-metrics.js";
import { dynamoStateTable } from "../src/adapters/dynamodb-state-table.js";
import { powertoolsLog } from "../src/adapters/powertools-log.js";
import { secretsManager } from "../src/adapters/secrets-manager.js";
import { snsMail } from "../src/adapters/sns-mail.js";
import { snsSubscriptions } from "../src/adapters/sns-subscriptions.js";
import { webPoster } from "../src/adapters/web-poster.js";
import { workMeter } from "../src/adapters/work-meter.js";
import { HUB_DOCUMENT, parseHubDocument } from "../src/config/hub-document.js";
import type { Config } from "../src/config/index.js";
import { METRIC_NAMESPACE } from "../src/contracts/metrics.js";
import type { Log } from "../src/contracts/ports.js";
import type { NotifyDeps } from "../src/pipeline/notify/notify-deps.js";
import type { GuardDeps } from "../src/pipeline/spend/guard-spend.js";
import { environmentReader, type Environment } from "./environment.js";

/** The composition root of the hub's functions: environment and the file beside the bundle in, use cases' ports out. */
export interface HubRuntime {
  readonly log: Log;
  /** The hub and all its monitors. */
  readonly config: Config;
  notifyDeps(): NotifyDeps;
  guardDeps(): GuardDeps;
}

/** @throws PlumblineError `ENVIRONMENT` for a missing variable; ConfigError for a bad configuration */
export function createHubRuntime(environment: Environment): HubRuntime {
  const variable = environmentReader(environment);
  const config = parseHubDocument(readFileSync(new URL(HUB_DOCUMENT, import.meta.url), "utf8"));
  const sns = new SNSClient({});
  const log = powertoolsLog(config.hub.name);
  return {
    log,
    config,
    guardDeps: () => {
      const cloudWatch = new CloudWatchClient({});
      return {
        config,
        log,
        table: dynamoStateTable(new DynamoDBClient({}), variable("PLUMBLINE_TABLE")),
        tableName: variable("PLUMBLINE_TABLE"),
        meter: workMeter(cloudWatch),
        metrics: cloudWatchMetrics(cloudWatch, METRIC_NAMESPACE),
        mails: snsMail(sns),
        topicArns: variable("PLUMBLINE_OWN_TOPIC_ARNS").split(","),
      };
    },
    notifyDeps: () => ({
      config,
      log,
      table: dynamoStateTable(new DynamoDBClient({}), variable("PLUMBLINE_TABLE")),
      mails: snsMail(sns),
      secrets: secretsManager(new SecretsManagerClient({})),
      poster: webPoster(),
      metrics: cloudWatchMetrics(new CloudWatchClient({}), METRIC_NAMESPACE),
      subscriptions: snsSubscriptions(sns),
      dashboardUrl: environment["PLUMBLINE_DASHBOARD_URL"] ?? null,
      topicArn: (name) => variable("PLUMBLINE_TOPIC_ARN_PREFIX") + name,
    }),
  };
}
