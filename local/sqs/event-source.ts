import { createHash } from "node:crypto";
import { arnOf, type Account } from "../account.js";
import type { ResolvedResource, ResourceProvider, Simulation } from "../contracts.js";
import { physicalName } from "../deploy/physical-name.js";
import {
  flag,
  number,
  object,
  objects,
  type Properties,
  propertiesOf,
  requiredText,
  text,
  texts,
} from "../deploy/properties.js";
import { TemplateError, UnsupportedError } from "../errors.js";
import { compilePattern, type EventPattern } from "../events/pattern.js";
import type { Roles } from "../iam/roles.js";
import type { LambdaFunction } from "../lambda/function.js";
import type { Functions } from "../lambda/functions.js";
import type { Refusals } from "../refusals.js";
import type { RequestLog } from "../request-log.js";
import { BatchPoller } from "./batch-poller.js";
import type { Queue } from "./queue.js";
import type { Queues } from "./queues.js";

interface Parts {
  readonly simulation: Simulation;
  readonly account: Account;
  readonly queues: Queues;
  readonly functions: Functions;
  readonly roles: Roles;
  readonly refusals: Refusals;
  readonly log: RequestLog;
  /** Every event source by its UUID. */
  readonly mappings: Map<string, BatchPoller>;
}

/** What a function's role needs on a queue before Lambda polls it. */
const ACTIONS = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"];

/** AWS::Lambda::EventSourceMapping from a queue to a function. */
export function eventSourceProvider(parts: Parts): ResourceProvider {
  return {
    types: ["AWS::Lambda::EventSourceMapping"],
    deploy: (resource) => {
      const properties = propertiesOf(resource, {
        simulated: [
          "BatchSize",
          "Enabled",
          "EventSourceArn",
          "FilterCriteria",
          "FunctionName",
          "FunctionResponseTypes",
          "MaximumBatchingWindowInSeconds",
          "ScalingConfig",
        ],
      });
      const deployed = parts.functions.find(requiredText(properties, "FunctionName"));
      const queue = parts.queues.byArn(requiredText(properties, "EventSourceArn"));
      if (deployed === undefined || queue === undefined) {
        throw new UnsupportedError("an event source that is no queue, or its function", properties.path);
      }
      checkVisibility(queue, deployed, properties.path);
      const batchSize = number(properties, "BatchSize", 10);
      const windowMs = number(properties, "MaximumBatchingWindowInSeconds", 0) * 1000;
      if (batchSize > 10 && windowMs === 0) {
        throw new TemplateError(properties.path, "a BatchSize above 10 expects MaximumBatchingWindowInSeconds");
      }
      const poller = new BatchPoller(parts.simulation, parts.account, queue, {
        batchSize,
        windowMs,
        reportsItems: texts(properties, "FunctionResponseTypes").includes("ReportBatchItemFailures"),
        filters: filtersOf(resource, properties.path),
        mostRuns: mostRunsOf(properties),
        run: (payload) => parts.functions.run(deployed.definition.name, payload),
        mayPoll: oncePermitted(parts, deployed, queue),
        onCall: (operation) => {
          parts.log.note("lambda.amazonaws.com", "sqs", operation);
        },
      });
      poller.start(flag(properties, "Enabled", true));
      const uuid = uuidOf(physicalName(resource, 36));
      parts.mappings.set(uuid, poller);
      const arn = arnOf(parts.account, "lambda", `event-source-mapping:${uuid}`);
      return { ref: uuid, attributes: { Id: uuid, EventSourceMappingArn: arn } };
    },
  };
}

/** Lambda takes no maximum concurrency below 2. */
function mostRunsOf(properties: Properties): number {
  const scaling = object(properties, "ScalingConfig", { simulated: ["MaximumConcurrency"] });
  if (scaling === undefined) return Infinity;
  const most = number(scaling, "MaximumConcurrency", Infinity);
  if (most >= 2) return most;
  throw new TemplateError(scaling.path, `MaximumConcurrency expects at least 2, got ${most}`);
}

/** In the form of a UUID, always the same for one name. */
function uuidOf(name: string): string {
  const hash = createHash("sha256").update(name).digest("hex");
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

/** AWS refuses such a mapping too: messages would come back while the function still works on them. */
function checkVisibility({ settings, arn }: Queue, { definition }: LambdaFunction, path: string): void {
  if (settings.visibilityTimeoutMs >= definition.timeoutMs) return;
  const [visible, timeout] = [settings.visibilityTimeoutMs / 1000, definition.timeoutMs / 1000];
  throw new TemplateError(
    path,
    `the visibility timeout of ${arn} expects at least the function's timeout, got ${visible} s below ${timeout} s`,
  );
}

function filtersOf(resource: ResolvedResource, path: string): readonly EventPattern[] {
  const properties = { path, values: resource.properties };
  const criteria = object(properties, "FilterCriteria", { simulated: ["Filters"] });
  const filters = criteria === undefined ? [] : objects(criteria, "Filters", { simulated: ["Pattern"] });
  return filters.map((filter) => compilePattern(JSON.parse(text(filter, "Pattern") ?? "{}"), filter.path));
}

/** Asks the function's role once, at the first message: by then every policy is deployed. */
function oncePermitted({ roles, refusals }: Parts, { definition }: LambdaFunction, queue: Queue): () => boolean {
  let permitted: boolean | undefined;
  return () => {
    if (permitted !== undefined) return permitted;
    const reasons = ACTIONS.map((action) => roles.refusal(definition.roleArn, action, queue.arn));
    const reason = reasons.find((found) => found !== undefined);
    if (reason !== undefined) refusals.add(queue.arn, definition.arn, reason);
    permitted = reason === undefined;
    return permitted;
  };
}
