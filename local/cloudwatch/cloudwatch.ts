import type { ResolvedResource, ResourceProvider, Simulation, TopicPublisher, WireService } from "../contracts.js";
import { alarmDefinition } from "./alarms/alarm-definition.js";
import { Alarms, type AlarmView, type SavedAlarm } from "./alarms/alarms.js";
import { CompositeAlarms, type CompositeView } from "./alarms/composites.js";
import { dashboardOf, type Dashboard } from "./dashboards.js";
import { fieldsOf } from "./fields.js";
import { metricId } from "./metrics/metric-id.js";
import { MetricStore, type SavedMetric } from "./metrics/metric-store.js";
import { valueSet } from "./metrics/minute-bins.js";
import { readSeries, type MetricSeries } from "./metrics/read-series.js";
import { describeAlarmHistory, describeAlarms } from "./wire/describe-alarms.js";
import { getMetricData } from "./wire/get-metric-data.js";
import { listMetrics } from "./wire/list-metrics.js";
import { putMetricData } from "./wire/put-metric-data.js";
import { cloudWatchService } from "./wire/service.js";

/** What the page looks at. */
export interface CloudWatchView {
  alarms(): readonly AlarmView[];
  compositeAlarms(): readonly CompositeView[];
  /** In the order of deployment. */
  dashboards(): readonly Dashboard[];
  /**
   * @param queries members of GetMetricData's MetricDataQueries, as JSON
   * @throws CloudWatchFault where GetMetricData would refuse
   */
  query(queries: readonly unknown[], startMs: number, endMs: number): readonly MetricSeries[];
  /** Minute of the oldest datum; undefined as long as there is none. */
  firstDataMs(): number | undefined;
  /** The values that a dimension has over all metrics, in alphabetical order. */
  dimensionValues(name: string): readonly string[];
}

/** Everything that a restart needs, as plain JSON. Definitions come from the templates again. */
export interface CloudWatchSnapshot {
  readonly metrics: readonly SavedMetric[];
  readonly alarms: readonly SavedAlarm[];
}

export interface CloudWatch {
  readonly service: WireService;
  readonly providers: readonly ResourceProvider[];
  readonly view: CloudWatchView;
  /** Takes a datum of AWS's own metrics (AWS/Lambda, AWS/SQS, ...) from the engine; a value that isn't finite throws. */
  record(
    namespace: string,
    name: string,
    dimensions: Readonly<Record<string, string>>,
    value: number,
    timeMs: number,
    unit?: string,
  ): void;
  save(): CloudWatchSnapshot;
}

export interface CloudWatchOptions {
  readonly region: string;
  /** @default "000000000000" */
  readonly accountId?: string;
  /** What an earlier run saved. */
  readonly restore?: CloudWatchSnapshot | undefined;
}

/** The CloudWatch of the embedded cloud: metrics, metric math, alarms and dashboards in simulated time. */
export function createCloudWatch(
  simulation: Simulation,
  publisher: TopicPublisher,
  options: CloudWatchOptions,
): CloudWatch {
  const account = { region: options.region, accountId: options.accountId ?? "000000000000" };
  const store = new MetricStore();
  store.restore(options.restore?.metrics ?? []);
  const alarms = new Alarms(simulation, store, publisher, account);
  const composites = new CompositeAlarms(
    simulation,
    alarms,
    `arn:aws:cloudwatch:${account.region}:${account.accountId}:alarm:`,
  );
  alarms.restore(options.restore?.alarms ?? []);
  const dashboards = new Map<string, Dashboard>();
  return {
    service: cloudWatchService({
      PutMetricData: (request) => putMetricData(request, store, simulation.nowMs()),
      GetMetricData: (request) => getMetricData(request, store),
      ListMetrics: (request) => listMetrics(request, store, simulation.nowMs()),
      DescribeAlarms: (request) => describeAlarms(request, alarms),
      DescribeAlarmHistory: (request) => describeAlarmHistory(request, alarms),
    }),
    providers: [alarmProvider(alarms), dashboardProvider(dashboards, account), composites],
    view: {
      alarms: () => alarms.views(),
      compositeAlarms: () => composites.views(),
      dashboards: () => [...dashboards.values()],
      query: (queries, startMs, endMs) => readSeries(queries.map(asQuery), startMs, endMs, store),
      firstDataMs: () => store.oldestMs(),
      dimensionValues: (name) => store.dimensionValues(name),
    },
    record: (namespace, name, dimensions, value, timeMs, unit = "None") => {
      if (!Number.isFinite(value)) throw new RangeError(`metric ${namespace} ${name} expects a number, got ${value}`);
      const list = Object.entries(dimensions).map(([key, text]) => ({ name: key, value: text }));
      store.record(metricId(namespace, name, list), unit, timeMs, valueSet(value, 1));
    },
    save: () => ({ metrics: store.save(), alarms: alarms.save() }),
  };
}

function asQuery(query: unknown, index: number): ReturnType<typeof fieldsOf> {
  return fieldsOf(query, `MetricDataQueries.member.${index + 1}`);
}

function pathOf({ stack, logicalId }: ResolvedResource): string {
  return `${stack}/${logicalId}`;
}

function alarmProvider(alarms: Alarms): ResourceProvider {
  return {
    types: ["AWS::CloudWatch::Alarm"],
    deploy: (resource) => {
      const { stack, logicalId, properties } = resource;
      const definition = alarmDefinition(properties, pathOf(resource), `${stack}-${logicalId}`);
      return { ref: definition.name, attributes: { Arn: alarms.put(definition) } };
    },
  };
}

function dashboardProvider(
  dashboards: Map<string, Dashboard>,
  account: { readonly accountId: string },
): ResourceProvider {
  return {
    types: ["AWS::CloudWatch::Dashboard"],
    deploy: (resource) => {
      const { stack, logicalId, properties } = resource;
      const dashboard = dashboardOf(properties, pathOf(resource), `${stack}-${logicalId}`);
      dashboards.set(dashboard.name, dashboard);
      const arn = `arn:aws:cloudwatch::${account.accountId}:dashboard/${dashboard.name}`;
      return { ref: dashboard.name, attributes: { DashboardArn: arn } };
    },
  };
}
