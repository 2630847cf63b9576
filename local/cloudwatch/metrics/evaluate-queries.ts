import { invalidValue } from "../errors.js";
import { evaluate, type LabelledSeries, type MathScope, type MathValue } from "../math/evaluate.js";
import { everyPart, referencesOf } from "../math/expression.js";
import type { Grid, MetricStore } from "./metric-store.js";
import type { MetricDataQuery } from "./queries.js";

type MetricQuery = MetricDataQuery & { readonly kind: "metric" };

/** A query's answer on its grid; several series where an expression gives an array. */
export interface QueryAnswer {
  readonly query: MetricDataQuery;
  readonly grid: Grid;
  readonly series: readonly LabelledSeries[];
}

/**
 * Answers the queries that return data.
 *
 * @param gridOf the grid for a period; queries of one expression share one period and so one grid
 * @throws CloudWatchFault for expressions over different periods, without a metric, or that refer to themselves
 */
export function answerQueries(
  queries: readonly MetricDataQuery[],
  store: MetricStore,
  gridOf: (periodMs: number) => Grid,
): readonly QueryAnswer[] {
  const labels = defaultLabels(queries);
  return queries
    .filter(({ returnData }) => returnData)
    .map((query) => {
      const grid = gridOf(periodOfQuery(query, queries));
      return { query, grid, series: answer(query, { queries, store, grid, labels }) };
    });
}

/** The series of one query on a grid, without labels: what an alarm needs. */
export function seriesOnGrid(
  query: MetricDataQuery,
  queries: readonly MetricDataQuery[],
  store: MetricStore,
  grid: Grid,
): readonly LabelledSeries[] {
  return answer(query, { queries, store, grid, labels: new Map() });
}

interface Request {
  readonly queries: readonly MetricDataQuery[];
  readonly store: MetricStore;
  readonly grid: Grid;
  readonly labels: ReadonlyMap<string, string>;
}

function answer(query: MetricDataQuery, request: Request): readonly LabelledSeries[] {
  const value = valueOfQuery(query.id, request);
  const label = query.label ?? request.labels.get(query.id) ?? query.id;
  if (value.kind === "series") return [{ label, series: value.series }];
  if (value.kind === "scalar") {
    throw invalidValue(`query ${query.id} expects to give a time series, got a single number`);
  }
  return value.members.map((member) => ({ ...member, label: [label, member.label].filter(Boolean).join(" ") }));
}

function valueOfQuery(id: string, request: Request): MathValue {
  const query = request.queries.find((candidate) => candidate.id === id)!;
  if (query.kind === "metric") return { kind: "series", series: readMetric(query, request) };
  const scope: MathScope = {
    length: request.grid.count,
    reference: (other) => valueOfQuery(other, request),
    metrics: (idContains) =>
      metricsOf(request.queries)
        .filter((metric) => metric.id.includes(idContains))
        .map((metric) => ({ label: labelOf(metric, request), series: readMetric(metric, request) })),
  };
  return evaluate(query.expression, scope);
}

function readMetric({ stat }: MetricQuery, { store, grid }: Request): LabelledSeries["series"] {
  return store.read(stat.metric, stat.unit, stat.statistic, grid);
}

function metricsOf(queries: readonly MetricDataQuery[]): readonly MetricQuery[] {
  return queries.filter((query) => query.kind === "metric");
}

function labelOf(query: MetricQuery, { labels }: Request): string {
  return query.label ?? labels.get(query.id) ?? query.id;
}

/** A metric's name, or its dimensions' values where different metrics of the request have that name. */
function defaultLabels(queries: readonly MetricDataQuery[]): ReadonlyMap<string, string> {
  const metrics = metricsOf(queries);
  return new Map(
    metrics.map(({ id, stat }) => {
      const { name, dimensions } = stat.metric;
      const namesakes = metrics.filter((other) => other.stat.metric.name === name);
      const told = new Set(namesakes.map((other) => other.stat.metric.key)).size === 1;
      return [id, told || dimensions.length === 0 ? name : dimensions.map(({ value }) => value).join(" ")];
    }),
  );
}

/** All metrics that a query rests on, through expressions of expressions. */
export function metricsUnder(
  query: MetricDataQuery,
  queries: readonly MetricDataQuery[],
  within: readonly string[] = [],
): readonly MetricQuery[] {
  if (query.kind === "metric") return [query];
  if (within.includes(query.id)) throw invalidValue(`expression ${query.id} refers to itself`);
  const named = new Set(referencesOf(query.expression));
  const below = queries
    .filter(({ id }) => named.has(id))
    .flatMap((other) => metricsUnder(other, queries, [...within, query.id]));
  const all = everyPart(query.expression).some(({ kind }) => kind === "metrics");
  return all ? [...below, ...metricsOf(queries)] : below;
}

/** The one period of a query's metrics, in milliseconds. */
export function periodOfQuery(query: MetricDataQuery, queries: readonly MetricDataQuery[]): number {
  const periods = new Set(metricsUnder(query, queries).map(({ stat }) => stat.periodMs));
  const [period] = periods;
  if (period === undefined) throw invalidValue(`query ${query.id} expects at least one metric`);
  if (periods.size > 1) {
    const seconds = [...periods].map((periodMs) => periodMs / 1000).join(" and ");
    throw invalidValue(`query ${query.id} expects metrics of one period, got ${seconds} seconds`);
  }
  return period;
}
