import { CloudWatchFault, invalidValue } from "../errors.js";
import { numberField, objectsField, onlyKnown, textField, timeField } from "../fields.js";
import type { Fields } from "../fields.js";
import { readSeries, type MetricSeries } from "../metrics/read-series.js";
import type { MetricStore } from "../metrics/metric-store.js";
import { offsetOf, tokenFor } from "./paging.js";

const MAXIMUM_DATAPOINTS = 100_800;

/** GetMetricData: newest first unless asked otherwise; pages by the number of datapoints. */
export function getMetricData(request: Fields, store: MetricStore): Readonly<Record<string, unknown>> {
  onlyKnown(request, ["MetricDataQueries", "StartTime", "EndTime", "NextToken", "ScanBy", "MaxDatapoints"]);
  const queries = objectsField(request, "MetricDataQueries");
  if (queries.length === 0 || queries.length > 500) {
    throw invalidValue(`MetricDataQueries expects 1 to 500 queries, got ${queries.length}`);
  }
  const series = readSeries(queries, requiredTime(request, "StartTime"), requiredTime(request, "EndTime"), store);
  const ascending = textField(request, "ScanBy") === "TimestampAscending";
  const ordered = ascending ? series : series.map(newestFirst);
  return page(ordered, pageSize(request), offsetOf(textField(request, "NextToken")));
}

function requiredTime(request: Fields, name: string): number {
  const timeMs = timeField(request, name);
  if (timeMs === undefined) throw new CloudWatchFault("MissingParameter", `the parameter ${name} is required`);
  return timeMs;
}

function pageSize(request: Fields): number {
  const size = numberField(request, "MaxDatapoints") ?? MAXIMUM_DATAPOINTS;
  if (Number.isInteger(size) && size > 0 && size <= MAXIMUM_DATAPOINTS) return size;
  throw invalidValue(`MaxDatapoints expects 1 to ${MAXIMUM_DATAPOINTS}, got ${size}`);
}

function newestFirst({ id, label, timesMs, values }: MetricSeries): MetricSeries {
  return { id, label, timesMs: timesMs.toReversed(), values: values.toReversed() };
}

/** One page: series without a datapoint are named on the first page, later pages hold the series that go on. */
function page(series: readonly MetricSeries[], size: number, offset: number): Readonly<Record<string, unknown>> {
  const results: Readonly<Record<string, unknown>>[] = [];
  let before = 0;
  for (const { id, label, timesMs, values } of series) {
    const from = Math.min(Math.max(0, offset - before), values.length);
    const to = Math.min(Math.max(0, offset + size - before), values.length);
    before += values.length;
    if (to === from && offset > 0) continue;
    results.push({
      Id: id,
      Label: label,
      Timestamps: timesMs.slice(from, to).map((timeMs) => timeMs / 1000),
      Values: values.slice(from, to),
      StatusCode: to < values.length ? "PartialData" : "Complete",
    });
  }
  const more = offset + size < before;
  return { MetricDataResults: results, Messages: [], ...(more && { NextToken: tokenFor(offset + size) }) };
}
