import { invalidValue, unsupported } from "../errors.js";
import {
  fieldsOf,
  flagField,
  numberField,
  objectsField,
  onlyKnown,
  requiredNumber,
  requiredText,
  textField,
  textsField,
} from "../fields.js";
import type { Fields } from "../fields.js";
import { answerQueries, metricsUnder, periodOfQuery } from "../metrics/evaluate-queries.js";
import { metricId } from "../metrics/metric-id.js";
import { MetricStore } from "../metrics/metric-store.js";
import { dimensionsOf, parseQueries, periodOf, type MetricDataQuery, type MetricStat } from "../metrics/queries.js";
import { statisticOf } from "../metrics/statistic.js";
import type { AlarmState, MissingDataTreatment, MofN } from "./missing-data.js";

export interface AlarmDefinition extends MofN {
  readonly name: string;
  readonly description: string | undefined;
  /** What is watched; a plain metric is a single query. */
  readonly queries: readonly MetricDataQuery[];
  /** The query whose series the threshold is held against. */
  readonly watched: MetricDataQuery;
  /** The metrics that the watched query rests on. */
  readonly metrics: readonly MetricStat[];
  readonly periodMs: number;
  readonly threshold: number;
  readonly comparison: Comparison;
  readonly actionsEnabled: boolean;
  /** Topic ARNs by the state that is entered. */
  readonly actions: Readonly<Record<AlarmState, readonly string[]>>;
  /** The template's properties, which DescribeAlarms answers. */
  readonly properties: Readonly<Record<string, unknown>>;
}

interface Comparison {
  readonly operator: string;
  /** The operator in words: "greater than". */
  readonly words: string;
  /** The operator as a sign: ">". */
  readonly sign: string;
  breaches(value: number, threshold: number): boolean;
}

const COMPARISONS: readonly Comparison[] = [
  { operator: "GreaterThanThreshold", words: "greater than", sign: ">", breaches: (value, limit) => value > limit },
  {
    operator: "GreaterThanOrEqualToThreshold",
    words: "greater than or equal to",
    sign: "≥",
    breaches: (value, limit) => value >= limit,
  },
  { operator: "LessThanThreshold", words: "less than", sign: "<", breaches: (value, limit) => value < limit },
  {
    operator: "LessThanOrEqualToThreshold",
    words: "less than or equal to",
    sign: "≤",
    breaches: (value, limit) => value <= limit,
  },
];

const TREATMENTS: readonly string[] = ["missing", "notBreaching", "breaching", "ignore"];

const PROPERTIES = [
  ...["AlarmName", "AlarmDescription", "ActionsEnabled", "AlarmActions", "OKActions", "InsufficientDataActions"],
  ...["Namespace", "MetricName", "Dimensions", "Statistic", "ExtendedStatistic", "Unit", "Period", "Metrics"],
  ...["EvaluationPeriods", "DatapointsToAlarm", "Threshold", "ComparisonOperator", "TreatMissingData", "Tags"],
];

const DAY_SECONDS = 86_400;

/**
 * Reads the properties of `AWS::CloudWatch::Alarm`.
 *
 * @param defaultName the name when the template gives none
 * @throws CloudWatchFault with the property's name, as CloudFormation would fail or where we don't know it
 */
export function alarmDefinition(
  properties: Readonly<Record<string, unknown>>,
  path: string,
  defaultName: string,
): AlarmDefinition {
  const fields = fieldsOf(properties, path);
  onlyKnown(fields, PROPERTIES);
  const queries = watchedQueries(fields);
  const watched = queries.filter(({ returnData }) => returnData);
  if (watched[0] === undefined || watched.length > 1) {
    throw invalidValue(`${path}.Metrics expects exactly one query that returns data, got ${watched.length}`);
  }
  const metrics = watchedMetrics(watched[0], queries, path);
  const periodMs = periodOfQuery(watched[0], queries);
  return {
    name: textField(fields, "AlarmName") ?? defaultName,
    description: textField(fields, "AlarmDescription"),
    queries,
    watched: watched[0],
    metrics,
    periodMs,
    threshold: finiteThreshold(fields),
    comparison: comparisonOf(requiredText(fields, "ComparisonOperator")),
    ...mOfN(fields, queries, periodMs),
    actionsEnabled: flagField(fields, "ActionsEnabled") ?? true,
    actions: {
      OK: topicsOf(fields, "OKActions"),
      ALARM: topicsOf(fields, "AlarmActions"),
      INSUFFICIENT_DATA: topicsOf(fields, "InsufficientDataActions"),
    },
    properties,
  };
}

function watchedQueries(fields: Fields): readonly MetricDataQuery[] {
  const metrics = objectsField(fields, "Metrics");
  if (metrics.length > 0) return parseQueries(metrics);
  const statistic = textField(fields, "ExtendedStatistic") ?? requiredText(fields, "Statistic");
  const metric = metricId(
    requiredText(fields, "Namespace"),
    requiredText(fields, "MetricName"),
    dimensionsOf(fields, "Dimensions"),
  );
  const stat = {
    metric,
    statistic: statisticOf(statistic),
    unit: textField(fields, "Unit"),
    periodMs: periodOf(requiredNumber(fields, "Period"), `${fields.path}.Period`),
  };
  return [{ kind: "metric", id: "m1", label: undefined, returnData: true, stat }];
}

/** At most 10 metrics, and one time series as the result: tried once on no data. */
function watchedMetrics(
  watched: MetricDataQuery,
  queries: readonly MetricDataQuery[],
  path: string,
): readonly MetricStat[] {
  const metrics = [...new Set(metricsUnder(watched, queries))];
  if (metrics.length > 10) throw invalidValue(`${path}.Metrics expects at most 10 metrics, got ${metrics.length}`);
  const [answer] = answerQueries(queries, new MetricStore(), (periodMs) => ({ startMs: 0, periodMs, count: 1 }));
  const series = answer?.series.length ?? 0;
  if (series !== 1) throw invalidValue(`${path}.Metrics expects to give one time series, got ${series}`);
  return metrics.map(({ stat }) => stat);
}

function finiteThreshold(fields: Fields): number {
  const threshold = requiredNumber(fields, "Threshold");
  if (!Number.isFinite(threshold)) throw invalidValue(`${fields.path}.Threshold expects a number, got ${threshold}`);
  return threshold;
}

function comparisonOf(operator: string): Comparison {
  const comparison = COMPARISONS.find((candidate) => candidate.operator === operator);
  if (comparison === undefined) throw unsupported(`ComparisonOperator ${operator}`);
  return comparison;
}

function mOfN(fields: Fields, queries: readonly MetricDataQuery[], periodMs: number): MofN {
  const evaluationPeriods = positiveInteger(fields, "EvaluationPeriods", requiredNumber(fields, "EvaluationPeriods"));
  const stated = numberField(fields, "DatapointsToAlarm") ?? evaluationPeriods;
  const datapointsToAlarm = positiveInteger(fields, "DatapointsToAlarm", stated);
  if (datapointsToAlarm > evaluationPeriods) {
    throw invalidValue(
      `${fields.path}.DatapointsToAlarm expects at most EvaluationPeriods ${evaluationPeriods}, got ${stated}`,
    );
  }
  const seconds = (periodMs / 1000) * evaluationPeriods;
  const limit = periodMs >= 3_600_000 ? 7 * DAY_SECONDS : DAY_SECONDS;
  if (seconds > limit) {
    throw invalidValue(`${fields.path} expects Period × EvaluationPeriods of at most ${limit} s, got ${seconds}`);
  }
  return { evaluationPeriods, datapointsToAlarm, treatMissingData: treatmentOf(fields, queries) };
}

function positiveInteger(fields: Fields, name: string, value: number): number {
  if (!Number.isInteger(value) || value < 1) {
    throw invalidValue(`${fields.path}.${name} expects a whole number of at least 1, got ${value}`);
  }
  return value;
}

/** Alarms on metrics of DynamoDB ignore missing data whatever the template says, as on AWS. */
function treatmentOf(fields: Fields, queries: readonly MetricDataQuery[]): MissingDataTreatment {
  const treatment = textField(fields, "TreatMissingData") ?? "missing";
  if (!TREATMENTS.includes(treatment)) {
    throw invalidValue(`${fields.path}.TreatMissingData expects one of ${TREATMENTS.join(", ")}, got ${treatment}`);
  }
  const dynamo = queries.some((query) => query.kind === "metric" && query.stat.metric.namespace === "AWS/DynamoDB");
  return dynamo ? "ignore" : (treatment as MissingDataTreatment);
}

function topicsOf(fields: Fields, name: string): readonly string[] {
  const arns = textsField(fields, name);
  if (arns.length > 5) throw invalidValue(`${fields.path}.${name} expects at most 5 actions, got ${arns.length}`);
  for (const arn of arns) {
    if (!/^arn:aws[a-z-]*:sns:/.test(arn))
      throw unsupported(`${fields.path}.${name}: action ${arn}, which is no topic`);
  }
  return arns;
}
