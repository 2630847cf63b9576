export { HUB_DOCUMENT, parseHubDocument, serialiseHubDocument } from "./hub-document.js";
export { type HubTopic, hubAlertTopics, hubTopics, type TopicKind, topicOf } from "./hub-topics.js";
export { parseMonitorEnvironment, serialiseMonitorEnvironment } from "./monitor-environment.js";
export { type Notice, notSupportedYet, PLACEHOLDER_BUCKET, placesToFill, thingsToCheck } from "./notices.js";
export { configFromData, parseConfig } from "./parse.js";
export { ConfigError } from "./problems/problem.js";
export { SEVERITIES } from "./schema/severity.js";
export type {
  CaptureFormat,
  CapturesConfig,
  Config,
  CostTag,
  EndpointConfig,
  HubConfig,
  MonitorConfig,
  NetworkConfig,
  OutputName,
  ReferenceConfig,
  S3Location,
  Task,
} from "./types.js";
