import { CloudWatchFault, invalidValue, unsupported } from "../errors.js";
import {
  fieldsOf,
  numberField,
  numbersField,
  objectsField,
  onlyKnown,
  requiredNumber,
  requiredText,
  textField,
  timeField,
} from "../fields.js";
import type { Fields } from "../fields.js";
import { metricId, type MetricId } from "../metrics/metric-id.js";
import type { MetricStore } from "../metrics/metric-store.js";
import { emptySet, mergeSet, valueSet, type StatisticSet } from "../metrics/minute-bins.js";
import { dimensionsOf } from "../metrics/queries.js";

const HOUR_MS = 3_600_000;
const PAST_MS = 14 * 24 * HOUR_MS;
const FUTURE_MS = 2 * HOUR_MS;
const VALUE_LIMIT = 2 ** 360;

const DATUM_MEMBERS = [
  ...["MetricName", "Dimensions", "Timestamp", "Value", "StatisticValues", "Values", "Counts", "Unit"],
  "StorageResolution",
];

interface Datum {
  readonly id: MetricId;
  readonly unit: string;
  readonly timeMs: number;
  readonly set: StatisticSet;
}

/**
 * PutMetricData. The whole request is checked before anything is stored, so that a refused request leaves no trace.
 *
 * @throws CloudWatchFault for what AWS refuses: too many metrics, values that aren't finite or beyond ±2^360,
 *   times more than two weeks old or two hours ahead, namespaces of AWS's own
 */
export function putMetricData(request: Fields, store: MetricStore, nowMs: number): Readonly<Record<string, never>> {
  onlyKnown(request, ["Namespace", "MetricData"]);
  const namespace = requiredText(request, "Namespace");
  if (/^AWS\//.test(namespace) || namespace.startsWith(":") || namespace.length > 255) {
    throw invalidValue(`the value ${namespace} for parameter Namespace is invalid`);
  }
  const metrics = objectsField(request, "MetricData");
  if (metrics.length === 0) throw new CloudWatchFault("MissingParameter", "the parameter MetricData is required");
  if (metrics.length > 1000) {
    throw invalidValue(`the collection MetricData must not have a size greater than 1000, got ${metrics.length}`);
  }
  const data = metrics.map((fields) => parseDatum(fields, namespace, nowMs));
  for (const { id, unit, timeMs, set } of data) store.record(id, unit, timeMs, set);
  return {};
}

function parseDatum(fields: Fields, namespace: string, nowMs: number): Datum {
  onlyKnown(fields, DATUM_MEMBERS);
  const name = requiredText(fields, "MetricName");
  if (name.length > 255)
    throw invalidValue(`${fields.path}.MetricName expects at most 255 characters, got ${name.length}`);
  const dimensions = dimensionsOf(fields, "Dimensions");
  if (dimensions.length > 30) {
    throw invalidValue(`${fields.path}.Dimensions expects at most 30 dimensions, got ${dimensions.length}`);
  }
  const resolution = numberField(fields, "StorageResolution") ?? 60;
  if (resolution !== 60) throw unsupported(`${fields.path}.StorageResolution ${resolution}`);
  return {
    id: metricId(namespace, name, dimensions),
    unit: textField(fields, "Unit") ?? "None",
    timeMs: timeOf(fields, nowMs),
    set: statisticsOf(fields),
  };
}

function timeOf(fields: Fields, nowMs: number): number {
  const timeMs = timeField(fields, "Timestamp") ?? nowMs;
  const problem = `the parameter ${fields.path}.Timestamp must specify a time no more than`;
  if (timeMs < nowMs - PAST_MS)
    throw invalidValue(`${problem} two weeks in the past, got ${new Date(timeMs).toISOString()}`);
  if (timeMs > nowMs + FUTURE_MS) throw invalidValue(`${problem} two hours in the future, got ${timeMs}`);
  return timeMs;
}

function statisticsOf(fields: Fields): StatisticSet {
  const value = numberField(fields, "Value");
  const values = numbersField(fields, "Values");
  const statistics = fields.values["StatisticValues"] ?? undefined;
  const given = [value !== undefined, values.length > 0, statistics !== undefined].filter(Boolean).length;
  if (given !== 1) {
    throw new CloudWatchFault(
      "InvalidParameterCombination",
      `${fields.path} expects exactly one of Value, Values and StatisticValues, got ${given}`,
    );
  }
  if (statistics !== undefined) return givenStatistics(fieldsOf(statistics, `${fields.path}.StatisticValues`));
  if (value !== undefined) return valueSet(checked(value, `${fields.path}.Value`), 1);
  return countedValues(fields, values);
}

function countedValues(fields: Fields, values: readonly number[]): StatisticSet {
  const counts = numbersField(fields, "Counts");
  if (values.length > 150) throw invalidValue(`${fields.path}.Values expects at most 150 values, got ${values.length}`);
  if (counts.length > 0 && counts.length !== values.length) {
    throw invalidValue(`${fields.path}.Counts expects as many as Values (${values.length}), got ${counts.length}`);
  }
  const set = emptySet();
  for (const [index, value] of values.entries()) {
    const count = counts[index] ?? 1;
    if (!Number.isFinite(count) || count < 0) throw invalidValue(`${fields.path}.Counts expects counts, got ${count}`);
    if (count > 0) mergeSet(set, valueSet(checked(value, `${fields.path}.Values.member.${index + 1}`), count));
  }
  return set;
}

/** Without the values themselves percentiles exist only where all observations are the same value. */
function givenStatistics(fields: Fields): StatisticSet {
  onlyKnown(fields, ["SampleCount", "Sum", "Minimum", "Maximum"]);
  const [count, sum, minimum, maximum] = ["SampleCount", "Sum", "Minimum", "Maximum"].map((name) =>
    checked(requiredNumber(fields, name), `${fields.path}.${name}`),
  ) as [number, number, number, number];
  if (count <= 0) throw invalidValue(`${fields.path}.SampleCount expects more than 0, got ${count}`);
  if (minimum > maximum) {
    throw invalidValue(`${fields.path}.Minimum expects at most Maximum ${maximum}, got ${minimum}`);
  }
  const values = minimum === maximum ? new Map([[minimum, count]]) : undefined;
  return { count, sum, minimum, maximum, values };
}

function checked(value: number, path: string): number {
  if (!Number.isFinite(value)) throw invalidValue(`the value ${value} for parameter ${path} is invalid`);
  if (Math.abs(value) > VALUE_LIMIT) {
    throw invalidValue(`${path} expects a value between -2^360 and 2^360, got ${value}`);
  }
  return value;
}
