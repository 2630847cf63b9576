import { Duration } from "aws-cdk-lib";
import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import { METRIC_NAMESPACE, MONITOR_DIMENSION, type MonitorMetric } from "../src/contracts/metrics.js";

/** One of a monitor's series, for alarms and graphs: by Maximum over an hour. */
export function monitorMetric(monitor: string, metric: MonitorMetric, label?: string): Metric {
  return new Metric({
    namespace: METRIC_NAMESPACE,
    metricName: metric.name,
    dimensionsMap: { [MONITOR_DIMENSION]: monitor },
    statistic: "Maximum",
    period: Duration.hours(1),
    ...(label === undefined ? {} : { label }),
  });
}

/** A series of labelled hours, by day: the mean of its hours. */
export function dailyMetric(monitor: string, metric: MonitorMetric, label: string): Metric {
  return monitorMetric(monitor, metric, label).with({ statistic: "Average", period: Duration.days(1) });
}

/** Metrics as parts of an expression, all over its period: CloudWatch has but one for them. */
export function overPeriod(period: Duration, metrics: Readonly<Record<string, Metric>>): Record<string, Metric> {
  return Object.fromEntries(Object.entries(metrics).map(([id, metric]) => [id, metric.with({ period })]));
}

/** A metric of one queue, by name: over five minutes. */
export function queueMetric(queueName: string, metricName: QueueMetric, label: string): Metric {
  return new Metric({
    namespace: "AWS/SQS",
    metricName,
    dimensionsMap: { QueueName: queueName },
    statistic: "Maximum",
    period: Duration.minutes(5),
    label,
  });
}

export type QueueMetric = "ApproximateAgeOfOldestMessage" | "ApproximateNumberOfMessagesVisible";

/** A metric of one function, by name: errors summed, duration at its worst, over an hour. */
export function functionMetric(functionName: string, metricName: "Errors" | "Duration", label: string): Metric {
  return new Metric({
    namespace: "AWS/Lambda",
    metricName,
    dimensionsMap: { FunctionName: functionName },
    statistic: metricName === "Errors" ? "Sum" : "Maximum",
    period: Duration.hours(1),
    label,
  });
}
