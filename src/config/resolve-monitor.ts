import { periodIn } from "./period.js";
import { resolveColumns } from "./resolve-columns.js";
import { resolveNotify } from "./resolve-hub.js";
import { s3Location } from "./s3-location.js";
import type { MonitorOutput } from "./schema/config.js";
import type {
  AlarmsConfig,
  CapturesConfig,
  FeaturesConfig,
  HubConfig,
  LabelsConfig,
  ModelConfig,
  ModelSpendConfig,
  MonitorConfig,
  ReferenceConfig,
  RetrainConfig,
  VersionSource,
  WindowConfig,
} from "./types.js";

/** One monitor with every default filled in. `falseAlarms` is its share of the hub's. */
export function resolveMonitor(
  name: string,
  monitor: MonitorOutput,
  hub: HubConfig,
  falseAlarms: number,
): MonitorConfig {
  const window = resolveWindow(monitor);
  return {
    name,
    model: resolveModel(monitor.model),
    captures: resolveCaptures(name, monitor.captures),
    columns: resolveColumns(monitor.columns),
    features: resolveFeatures(monitor.features),
    reference: resolveReference(monitor.reference, window.timeZone),
    window,
    labels: monitor.labels ? resolveLabels(monitor.labels) : null,
    segments: monitor.segments.map((segment) =>
      typeof segment === "string" ? { column: segment, cuts: [] } : { column: segment.column, cuts: segment.cuts },
    ),
    alarms: resolveAlarms(monitor.alarms, window.timeZone, falseAlarms),
    dashboard: monitor.dashboard,
    notify: resolveNotify(monitor.notify, hub.notify),
    retrain: monitor.retrain ? resolveRetrain(monitor.retrain) : null,
  };
}

function resolveWindow({ window, columns }: MonitorOutput): WindowConfig {
  const pattern = typeof columns.time === "object" && "path" in columns.time ? columns.time.path : null;
  const daily = window.expectBy !== undefined || (pattern !== null && !pattern.includes("HH"));
  return {
    size: window.size === "auto" ? (daily ? "day" : "hour") : window.size,
    timeZone: window.timeZone,
    expectBy: window.expectBy ?? null,
    settleMinutes: window.settleMinutes,
  };
}

function resolveModel(model: MonitorOutput["model"]): ModelConfig {
  return {
    task: model.task ?? null,
    positiveClass: model.positiveClass ?? null,
    threshold: model.threshold,
    classes: model.classes,
    version: model.version ? resolveVersion(model.version) : null,
    endpoint: model.endpoint ?? null,
    spend: model.spend ? resolveModelSpend(model.spend) : null,
    owner: model.owner ?? null,
    runbook: model.runbook ?? null,
    description: model.description ?? null,
    tags: model.tags,
    card: model.card,
    pipelines: model.pipelines,
  };
}

function resolveModelSpend(spend: NonNullable<MonitorOutput["model"]["spend"]>): ModelSpendConfig {
  const { tag, monthlyUsd, notifyAt } = spend;
  const end = tag.indexOf("=");
  return { tag: { key: tag.slice(0, end), value: tag.slice(end + 1) }, monthlyUsd: monthlyUsd ?? null, notifyAt };
}

function resolveVersion(version: NonNullable<MonitorOutput["model"]["version"]>): VersionSource | null {
  if (version.path !== undefined) return { from: "path", pattern: version.path };
  if (version.input !== undefined) return { from: "input", jsonPath: version.input };
  if (version.output !== undefined) return { from: "output", jsonPath: version.output };
  return version.column === undefined ? null : { from: "column", column: version.column };
}

function resolveCaptures(name: string, captures: MonitorOutput["captures"]): CapturesConfig {
  const { csv } = captures;
  return {
    bucket: captures.bucket ?? null,
    prefix: captures.prefix ?? `${name}/`,
    existing: captures.existing,
    account: captures.account ?? null,
    include: captures.include,
    exclude: captures.exclude,
    kmsKeyArn: captures.kmsKeyArn ?? null,
    format: captures.format,
    samplingPercent: captures.samplingPercent,
    replaces: captures.replaces ?? null,
    csv: { delimiter: csv.delimiter ?? null, decimal: csv.decimal ?? null, hasHeader: csv.hasHeader ?? null },
  };
}

function resolveFeatures(features: MonitorOutput["features"]): FeaturesConfig {
  const { types, ignore, importance, sensitive } = features;
  return { types, ignore, importance: importance === undefined ? null : s3Location(importance), sensitive };
}

function resolveReference(reference: MonitorOutput["reference"], timeZone: string): ReferenceConfig {
  if (reference.captures !== undefined) return { kind: "captures", period: periodIn(reference.captures, timeZone) };
  if (reference.live !== undefined) return { kind: "live", days: Number.parseInt(reference.live, 10) };
  return {
    kind: "table",
    table: s3Location(reference.table ?? ""),
    label: reference.label ?? null,
    forVersion: reference.forVersion ?? null,
  };
}

function resolveLabels(labels: NonNullable<MonitorOutput["labels"]>): LabelsConfig {
  return {
    prefix: labels.prefix,
    format: labels.format,
    id: typeof labels.id === "string" ? [labels.id] : (labels.id ?? []),
    column: labels.column ?? null,
    time: labels.time ?? null,
    predictionTime: labels.predictionTime ?? null,
    values: labels.values,
    waitDays: labels.waitDays,
  };
}

function resolveAlarms(alarms: MonitorOutput["alarms"], windowTimeZone: string, falseAlarms: number): AlarmsConfig {
  const timeZone = alarms.timeZone ?? windowTimeZone;
  return {
    page: alarms.page,
    rule: alarms.rule,
    timeZone,
    exclude: alarms.exclude.map((text) => periodIn(text, timeZone)),
    falseAlarmsPer30Days: falseAlarms,
    fixed: alarms.fixed,
    worseBy: alarms.worseBy,
  };
}

function resolveRetrain(retrain: NonNullable<MonitorOutput["retrain"]>): RetrainConfig {
  const { target, onIncident, schedule, minDaysBetween, approval } = retrain;
  return { target, onIncident: onIncident ?? null, schedule: schedule ?? null, minDaysBetween, approval };
}
