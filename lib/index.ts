/** The construct library: monitors of machine-learning models in one's own CDK app. */
export { type Config, ConfigError, configFromData, type MonitorConfig, parseConfig } from "../src/config/index.js";
export { type ErrorDetails, PlumblineError } from "../src/contracts/errors.js";
export type { Severity, TransitionKind } from "../src/contracts/verdict.js";
export { MonitoringHub, type MonitoringHubProps } from "./hub/monitoring-hub.js";
export type { ByFunction, ByHubFunction, FunctionName, HubFunctionName } from "./lambda-bundles.js";
export { ModelMonitor, type ModelMonitorProps } from "./monitor/model-monitor.js";
export type { MonitorAlarms } from "./monitor/monitor-alarms.js";
export type { MonitorTopics } from "./monitor/monitor-topics.js";
export { MonitoringOverview, type MonitoringOverviewProps } from "./overview/monitoring-overview.js";
export { monitoringStacks, type MonitoringStacks } from "./stacks.js";
export type { OnIncidentOptions } from "./monitor/on-incident.js";
