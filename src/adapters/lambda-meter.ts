import { type CloudWatchClient, GetMetricDataCommand, type MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import type { FunctionMeter, FunctionRuns } from "../contracts/spend.js";

const HOUR_MS = 3_600_000;
// GetMetricData takes at most 500 queries: two for each function.
const FUNCTIONS_A_REQUEST = 250;

/** CloudWatch's own count of runs, by the hour; the latest minutes may still be missing. */
export function lambdaMeter(client: CloudWatchClient): FunctionMeter {
  return {
    async runs(names, from, to) {
      const found = new Map<string, readonly FunctionRuns[]>();
      for (let at = 0; at < names.length; at += FUNCTIONS_A_REQUEST) {
        const asked = names.slice(at, at + FUNCTIONS_A_REQUEST);
        const series = await readAll(client, asked.flatMap(queriesOf), from, to);
        for (const [index, name] of asked.entries()) {
          const durations = series.get(`d${index}`) ?? new Map<number, number>();
          const invocations = series.get(`i${index}`) ?? new Map<number, number>();
          const hours = [...new Set([...durations.keys(), ...invocations.keys()])].sort((a, b) => a - b);
          found.set(
            name,
            hours.map((hour) => ({
              hour,
              invocations: invocations.get(hour) ?? 0,
              durationMs: durations.get(hour) ?? 0,
            })),
          );
        }
      }
      return found;
    },
  };
}

function queriesOf(name: string, index: number): MetricDataQuery[] {
  const query = (Id: string, MetricName: string): MetricDataQuery => ({
    Id,
    MetricStat: {
      Metric: { Namespace: "AWS/Lambda", MetricName, Dimensions: [{ Name: "FunctionName", Value: name }] },
      Period: HOUR_MS / 1000,
      Stat: "Sum",
    },
  });
  return [query(`d${index}`, "Duration"), query(`i${index}`, "Invocations")];
}

/** Values by query and hour. */
async function readAll(
  client: CloudWatchClient,
  queries: MetricDataQuery[],
  from: number,
  to: number,
): Promise<ReadonlyMap<string, ReadonlyMap<number, number>>> {
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
    for (const { Id: id = "", Timestamps: times = [], Values: values = [] } of page.MetricDataResults ?? []) {
      const hours = found.get(id) ?? new Map<number, number>();
      found.set(id, hours);
      for (const [index, time] of times.entries()) hours.set(time.getTime() / HOUR_MS, values[index] ?? 0);
    }
    token = page.NextToken;
  } while (token !== undefined);
  return found;
}
