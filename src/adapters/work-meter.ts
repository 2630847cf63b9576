import {
  type CloudWatchClient,
  GetMetricDataCommand,
  type Metric,
  type MetricDataQuery,
} from "@aws-sdk/client-cloudwatch";
import { PlumblineError } from "../contracts/errors.js";
import type { FunctionRuns, WorkMeter } from "../contracts/spend.js";

const HOUR_MS = 3_600_000;
/** GetMetricData takes no more. */
const SERIES_A_REQUEST = 500;

type Hourly = ReadonlyMap<number, number>;

/**
 * CloudWatch's own count of runs and messages, by the hour; the latest minutes may still be missing.
 *
 * @throws PlumblineError `METRICS` where it answers that it can't tell
 */
export function workMeter(client: CloudWatchClient): WorkMeter {
  return {
    async runs(names, from, to) {
      const series = await sums(
        client,
        names.flatMap((name) => ["Duration", "Invocations"].map((metric) => ofFunction(metric, name))),
        from,
        to,
      );
      return new Map(names.map((name, i) => [name, runsOf(series[2 * i]!, series[2 * i + 1]!)]));
    },
    async sent(queues, from, to) {
      const series = await sums(client, queues.map(sentTo), from, to);
      return new Map(queues.map((queue, i) => [queue, series[i]!]));
    },
  };
}

const ofFunction = (MetricName: string, Value: string): Metric => {
  return { Namespace: "AWS/Lambda", MetricName, Dimensions: [{ Name: "FunctionName", Value }] };
};
const sentTo = (Value: string): Metric => {
  return { Namespace: "AWS/SQS", MetricName: "NumberOfMessagesSent", Dimensions: [{ Name: "QueueName", Value }] };
};

function runsOf(durations: Hourly, invocations: Hourly): readonly FunctionRuns[] {
  const hours = [...new Set([...durations.keys(), ...invocations.keys()])].sort((a, b) => a - b);
  return hours.map((hour) => ({
    hour,
    invocations: invocations.get(hour) ?? 0,
    durationMs: durations.get(hour) ?? 0,
  }));
}

/** Sums by the hour, in the order of the metrics. */
async function sums(
  client: CloudWatchClient,
  metrics: readonly Metric[],
  from: number,
  to: number,
): Promise<readonly Hourly[]> {
  const found: Hourly[] = [];
  while (found.length < metrics.length) {
    const asked = metrics.slice(found.length, found.length + SERIES_A_REQUEST);
    const queries = asked.map((metric, index): MetricDataQuery => {
      return { Id: `m${index}`, MetricStat: { Metric: metric, Period: HOUR_MS / 1000, Stat: "Sum" } };
    });
    const series = await readAll(client, queries, from, to);
    found.push(...queries.map(({ Id }) => series.get(Id!) ?? new Map<number, number>()));
  }
  return found;
}

/** Values by query and hour. */
async function readAll(
  client: CloudWatchClient,
  queries: MetricDataQuery[],
  from: number,
  to: number,
): Promise<ReadonlyMap<string, Hourly>> {
  const found = new Map<string, Map<number, number>>();
  let token: string | undefined;
  do {
    const page = await client.send(
      new GetMetricDataCommand({
        StartTime: new Date(from * HOUR_MS),
        EndTime: new Date((to + 1) * HOUR_MS),
        MetricDataQueries: queries,
        ...(token !== undefined && { NextToken: token }),
      }),
    );
    for (const {
      Id: id = "",
      StatusCode: status,
      Timestamps: times = [],
      Values: values = [],
    } of page.MetricDataResults ?? []) {
      // No values for a reason of CloudWatch's own would count as no work.
      if (status === "InternalError" || status === "Forbidden")
        throw new PlumblineError("METRICS", `CloudWatch answers ${status} for ${id}`, { retryable: true });
      const hours = found.get(id) ?? new Map<number, number>();
      found.set(id, hours);
      for (const [index, time] of times.entries()) hours.set(time.getTime() / HOUR_MS, values[index] ?? 0);
    }
    token = page.NextToken;
  } while (token !== undefined);
  return found;
}
