/** Metric data queries as GetMetricData, alarms and dashboards ask them, and their evaluation on a grid. */
import { fieldsOf, flagField, objectsField, onlyKnown, requiredNumber, requiredText, textField } from "../fields.js";
import type { Fields } from "../fields.js";
import { invalidValue, unsupported } from "../errors.js";
import { referencesOf, type Expression } from "../math/expression.js";
import { parseExpression } from "../math/parse.js";
import { metricId, type MetricId } from "./metric-id.js";
import { statisticOf, type Statistic } from "./statistic.js";

/** One metric read by one statistic in one period. */
export interface MetricStat {
  readonly metric: MetricId;
  readonly statistic: Statistic;
  readonly unit: string | undefined;
  readonly periodMs: number;
}

interface QueryHead {
  readonly id: string;
  readonly label: string | undefined;
  readonly returnData: boolean;
}

export type MetricDataQuery =
  | (QueryHead & { readonly kind: "metric"; readonly stat: MetricStat })
  | (QueryHead & { readonly kind: "expression"; readonly text: string; readonly expression: Expression });

const QUERY_MEMBERS = ["Id", "MetricStat", "Expression", "Label", "ReturnData", "Period", "AccountId"];

export function dimensionsOf(fields: Fields, name: string): MetricId["dimensions"] {
  return objectsField(fields, name).map((dimension) => {
    onlyKnown(dimension, ["Name", "Value"]);
    return { name: requiredText(dimension, "Name"), value: requiredText(dimension, "Value") };
  });
}

/** A period in seconds as milliseconds. */
export function periodOf(seconds: number, path: string): number {
  if (Number.isInteger(seconds) && seconds > 0 && seconds % 60 === 0) return seconds * 1000;
  if ([1, 5, 10, 20, 30].includes(seconds)) throw unsupported(`${path} of ${seconds} s (high resolution)`);
  throw invalidValue(`${path} expects a multiple of 60 seconds, got ${seconds}`);
}

/** Parses the queries of one request; they refer to each other by id. */
export function parseQueries(queries: readonly Fields[]): readonly MetricDataQuery[] {
  const parsed = queries.map(parseQuery);
  const ids = new Set(parsed.map(({ id }) => id));
  if (ids.size < parsed.length) throw invalidValue("the ids of metric data queries expect to be unique");
  for (const query of parsed) {
    if (query.kind === "metric") continue;
    const unknown = referencesOf(query.expression).find((id) => !ids.has(id));
    if (unknown !== undefined) {
      throw invalidValue(`expression "${query.text}" names ${unknown}, which is no id of the request`);
    }
  }
  return parsed;
}

function parseQuery(fields: Fields): MetricDataQuery {
  onlyKnown(fields, QUERY_MEMBERS);
  const id = requiredText(fields, "Id");
  if (!/^[a-z]\w*$/.test(id)) throw invalidValue(`${fields.path}.Id expects a small first letter, got ${id}`);
  const head = { id, label: labelOf(fields), returnData: flagField(fields, "ReturnData") ?? true };
  const text = textField(fields, "Expression");
  const stat = fields.values["MetricStat"];
  if ((text === undefined) === (stat === undefined)) {
    throw invalidValue(`${fields.path} expects either MetricStat or Expression`);
  }
  if (text !== undefined) return { ...head, kind: "expression", text, expression: parseExpression(text) };
  return { ...head, kind: "metric", stat: parseMetricStat(fieldsOf(stat, `${fields.path}.MetricStat`)) };
}

/** Labels computed by CloudWatch (`${MAX}`) would be shown as typed, so they are refused. */
function labelOf(fields: Fields): string | undefined {
  const label = textField(fields, "Label");
  if (label?.includes("${")) throw unsupported(`dynamic label ${label}`);
  return label;
}

function parseMetricStat(fields: Fields): MetricStat {
  onlyKnown(fields, ["Metric", "Period", "Stat", "Unit"]);
  const metric = fieldsOf(fields.values["Metric"], `${fields.path}.Metric`);
  onlyKnown(metric, ["Namespace", "MetricName", "Dimensions"]);
  return {
    metric: metricId(
      requiredText(metric, "Namespace"),
      requiredText(metric, "MetricName"),
      dimensionsOf(metric, "Dimensions"),
    ),
    statistic: statisticOf(requiredText(fields, "Stat")),
    unit: textField(fields, "Unit"),
    periodMs: periodOf(requiredNumber(fields, "Period"), `${fields.path}.Period`),
  };
}
