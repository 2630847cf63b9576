export type { ConfigDocument } from "./document.js";
export {
  type MonitorEnvironment,
  parseMonitorEnvironment,
  serialiseMonitorEnvironment,
} from "./monitor-environment.js";
export { type Notice, notSupportedYet, PLACEHOLDER_BUCKET, thingsToCheck } from "./notices.js";
export { configFromData, parseConfig } from "./parse.js";
export { ConfigError, type ConfigProblem, describeProblem } from "./problems/problem.js";
export type {
  AlarmsConfig,
  CaptureFormat,
  CapturesConfig,
  ColumnsConfig,
  Config,
  CsvConfig,
  FeaturesConfig,
  HubConfig,
  IdSource,
  LabelsConfig,
  ModelConfig,
  MonitorConfig,
  NotifyConfig,
  OutputName,
  Period,
  ReferenceConfig,
  RetrainConfig,
  S3Location,
  SegmentConfig,
  SpendConfig,
  Task,
  TimeSource,
  VersionSource,
  WindowConfig,
} from "./types.js";
