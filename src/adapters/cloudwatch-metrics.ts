import { PutMetricDataCommand, type CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { PlumblineError } from "../contracts/errors.js";
import type { MetricSink } from "../contracts/ports.js";

// PutMetricData takes at most 1,000 metrics a request.
const MAX_METRICS_PER_REQUEST = 1000;

/** Metrics of people and alarms. CloudWatch rejects a whole request for one NaN, so such a value is our own error. */
export function cloudWatchMetrics(client: CloudWatchClient, namespace: string): MetricSink {
  return {
    async publish(data) {
      for (const datum of data) {
        if (!Number.isFinite(datum.value)) {
          throw new PlumblineError(
            "METRIC_NOT_FINITE",
            `metric ${datum.name} expects a finite value, got ${datum.value}`,
          );
        }
      }
      for (let at = 0; at < data.length; at += MAX_METRICS_PER_REQUEST) {
        await client.send(
          new PutMetricDataCommand({
            Namespace: namespace,
            MetricData: data.slice(at, at + MAX_METRICS_PER_REQUEST).map((datum) => ({
              MetricName: datum.name,
              Value: datum.value,
              Unit: datum.unit,
              Timestamp: new Date(datum.timestampMs),
              Dimensions: Object.entries(datum.dimensions).map(([Name, Value]) => ({ Name, Value })),
            })),
          }),
        );
      }
    },
  };
}
