import type { AlarmDefinition } from "../../cloudwatch/alarms/alarm-definition.js";
import type { AlarmView } from "../../cloudwatch/alarms/alarms.js";
import type { CloudWatchView } from "../../cloudwatch/cloudwatch.js";
import { lineChart } from "../chart/line-chart.js";
import { formatNumber, formatSpan } from "../format.js";
import type { Html } from "../html.js";
import { listAt, memberOf, textAt, type JsonObject } from "./json.js";
import { readablePeriodSeconds, type TimeRange } from "./time-range.js";

/** An alarm's condition: "Maximum of OpenIncidents > 0 for 1 of 1 periods of 5 min". */
export function conditionOf(alarm: AlarmDefinition): string {
  const { watched, comparison, threshold, datapointsToAlarm, evaluationPeriods, periodMs } = alarm;
  const metric =
    watched.kind === "metric"
      ? `${watched.stat.statistic.name} of ${watched.stat.metric.name}`
      : (watched.label ?? watched.text);
  const periods = `${datapointsToAlarm} of ${evaluationPeriods} ${evaluationPeriods === 1 ? "period" : "periods"}`;
  return `${metric} ${comparison.sign} ${formatNumber(threshold)} in ${periods} of ${formatSpan(periodMs)}`;
}

/** What an alarm watches, over the range, with its threshold. */
export function alarmChart(alarm: AlarmView, cloudwatch: CloudWatchView, range: TimeRange, height: number): Html {
  const { definition } = alarm;
  const periodSeconds = Math.max(definition.periodMs / 1000, readablePeriodSeconds(range));
  const series = cloudwatch
    .query(queriesOf(definition, periodSeconds), range.startMs, range.endMs)
    .map(({ label, timesMs, values }) => ({ label, timesMs, values, color: undefined, axis: "left" as const }));
  const { comparison, threshold } = definition;
  return lineChart({
    title: definition.name,
    startMs: range.startMs,
    endMs: range.endMs,
    series,
    stacked: false,
    horizontal: [{ value: threshold, label: `alarm ${comparison.sign} ${formatNumber(threshold)}`, color: undefined }],
    vertical: [],
    left: {},
    right: {},
    resolution: `by ${formatSpan(periodSeconds * 1000)}`,
    legend: "bottom",
    height,
  });
}

/** The alarm's queries as its template states them, at a period that can be drawn. */
function queriesOf(definition: AlarmDefinition, Period: number): readonly JsonObject[] {
  const { properties } = definition;
  const metrics = listAt(properties, "Metrics");
  if (metrics.length > 0) {
    return metrics.map((value) => {
      const query = value as JsonObject;
      const stat = memberOf(query, "MetricStat");
      return stat === undefined ? query : { ...query, MetricStat: { ...(stat as JsonObject), Period } };
    });
  }
  const Metric = {
    Namespace: textAt(properties, "Namespace"),
    MetricName: textAt(properties, "MetricName"),
    Dimensions: listAt(properties, "Dimensions"),
  };
  const Stat = textAt(properties, "ExtendedStatistic") ?? textAt(properties, "Statistic");
  return [{ Id: "m1", MetricStat: { Metric, Period, Stat, Unit: textAt(properties, "Unit") } }];
}
