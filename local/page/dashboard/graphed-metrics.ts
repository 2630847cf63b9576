import { asObject, listAt, memberOf, numberAt, textAt, type JsonObject } from "./json.js";

/** One line of a metric widget: the query behind it and how it is shown. */
export interface GraphedMetric {
  readonly id: string;
  /** A member of GetMetricData's MetricDataQueries. */
  readonly query: JsonObject;
  /** Statistic and period of a metric; an expression has those of its metrics. */
  readonly statistic: string | undefined;
  readonly periodSeconds: number | undefined;
  readonly axis: "left" | "right";
  readonly color: string | undefined;
}

const DEFAULT_PERIOD_SECONDS = 300;

/**
 * The metrics of a metric widget's properties, with CloudWatch's shorthand undone: "." repeats the field above, "..."
 * all leading fields.
 *
 * @param leastPeriodSeconds periods are raised to this, as CloudWatch does for long time ranges
 */
export function graphedMetrics(properties: JsonObject, leastPeriodSeconds: number): readonly GraphedMetric[] {
  let above: readonly string[] = [];
  return listAt(properties, "metrics").map((value, index) => {
    const row = Array.isArray(value) ? (value as readonly unknown[]) : [];
    const options = asObject(row.at(-1));
    const fields = row.filter((field) => typeof field === "string");
    const shown = shownAs(options, index);
    if (textAt(options, "expression") !== undefined) {
      return { ...shown, statistic: undefined, periodSeconds: undefined, query: expression(options, shown.id) };
    }
    const full = withoutShorthand(fields, above);
    above = full;
    const period = numberAt(options, "period") ?? numberAt(properties, "period") ?? DEFAULT_PERIOD_SECONDS;
    const statistic = textAt(options, "stat") ?? textAt(properties, "stat") ?? "Average";
    const periodSeconds = Math.max(period, leastPeriodSeconds);
    const query = { ...head(options, shown.id), MetricStat: metricStat(full, periodSeconds, statistic) };
    return { ...shown, statistic, periodSeconds, query };
  });
}

function shownAs(options: JsonObject, index: number): Pick<GraphedMetric, "id" | "axis" | "color"> {
  return {
    id: textAt(options, "id") ?? `line${index + 1}`,
    axis: textAt(options, "yAxis") === "right" ? "right" : "left",
    color: textAt(options, "color"),
  };
}

function head(options: JsonObject, id: string): JsonObject {
  const label = textAt(options, "label");
  const visible = memberOf(options, "visible") !== false;
  return { Id: id, ReturnData: visible, ...(label !== undefined && { Label: label }) };
}

function expression(options: JsonObject, id: string): JsonObject {
  return { ...head(options, id), Expression: textAt(options, "expression") };
}

function metricStat(fields: readonly string[], periodSeconds: number, statistic: string): JsonObject {
  const [Namespace, MetricName, ...pairs] = fields;
  const Dimensions = pairs.flatMap((Name, index) => (index % 2 === 0 ? [{ Name, Value: pairs[index + 1] ?? "" }] : []));
  return { Metric: { Namespace, MetricName, Dimensions }, Period: periodSeconds, Stat: statistic };
}

function withoutShorthand(fields: readonly string[], above: readonly string[]): readonly string[] {
  const rest = fields[0] === "..." ? fields.slice(1) : fields;
  const full = fields[0] === "..." ? [...above.slice(0, above.length - rest.length), ...rest] : rest;
  return full.map((field, index) => (field === "." ? (above[index] ?? field) : field));
}
