import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { SNSClient } from "@aws-sdk/client-sns";
import { readFileSync } from "node:fs";
import { cloudWatchMetrics } from "../src/adapters/cloudwatch-metrics.js";
import { powertoolsLog } from "../src/adapters/powertools-log.js";
import { snsSubscriptions } from "../src/adapters/sns-subscriptions.js";
import { HUB_DOCUMENT, parseHubDocument } from "../src/config/hub-document.js";
import type { Config } from "../src/config/index.js";
import { METRIC_NAMESPACE } from "../src/contracts/metrics.js";
import type { Log } from "../src/contracts/ports.js";
import type { NotifyDeps } from "../src/pipeline/notify/notify-deps.js";
import { environmentReader, type Environment } from "./environment.js";

/** The composition root of the hub's functions: environment and the file beside the bundle in, use cases' ports out. */
export interface HubRuntime {
  readonly log: Log;
  /** The hub and all its monitors. */
  readonly config: Config;
  notifyDeps(): NotifyDeps;
}

/** @throws PlumblineError `ENVIRONMENT` for a missing variable; ConfigError for a bad configuration */
export function createHubRuntime(environment: Environment): HubRuntime {
  const variable = environmentReader(environment);
  const config = parseHubDocument(readFileSync(new URL(HUB_DOCUMENT, import.meta.url), "utf8"));
  const log = powertoolsLog(config.hub.name);
  return {
    log,
    config,
    notifyDeps: () => ({
      config,
      log,
      metrics: cloudWatchMetrics(new CloudWatchClient({}), METRIC_NAMESPACE),
      subscriptions: snsSubscriptions(new SNSClient({})),
      topicArn: (name) => variable("PLUMBLINE_TOPIC_ARN_PREFIX") + name,
    }),
  };
}
