import { invalidValue } from "../errors.js";
import type { Series } from "../metrics/metric-store.js";
import type { AggregateName, Expression, Filler } from "./expression.js";
import { fillLinear, fillRepeat, mapSeries, OPERATORS, valuesOf, zipSeries, type Combine } from "./series.js";

export interface LabelledSeries {
  readonly label: string;
  readonly series: Series;
}

/** What an expression can be: a number, a time series, or an array of time series. */
export type MathValue =
  | { readonly kind: "scalar"; readonly value: number }
  | { readonly kind: "series"; readonly series: Series }
  | { readonly kind: "array"; readonly members: readonly LabelledSeries[] };

/** What an expression is evaluated against. All series have `length` values. */
export interface MathScope {
  readonly length: number;
  reference(id: string): MathValue;
  /** The request's metrics (not its expressions), for METRICS(). */
  metrics(idContains: string): readonly LabelledSeries[];
}

/** @throws CloudWatchFault where CloudWatch has no meaning for a combination of kinds */
export function evaluate(expression: Expression, scope: MathScope): MathValue {
  switch (expression.kind) {
    case "number":
      return { kind: "scalar", value: expression.value };
    case "reference":
      return scope.reference(expression.id);
    case "metrics":
      return { kind: "array", members: scope.metrics(expression.idContains) };
    case "array":
      return { kind: "array", members: expression.members.flatMap((member) => membersOf(evaluate(member, scope))) };
    case "negate":
      return combine({ kind: "scalar", value: 0 }, evaluate(expression.operand, scope), OPERATORS["-"]);
    case "operation":
      return combine(
        evaluate(expression.left, scope),
        evaluate(expression.right, scope),
        OPERATORS[expression.operator],
      );
    case "aggregate":
      return aggregate(expression.name, evaluate(expression.operand, scope), scope.length);
    case "if":
      return choose(expression, scope);
    case "fill":
      return fill(evaluate(expression.operand, scope), expression.filler, scope);
  }
}

function membersOf(value: MathValue): readonly LabelledSeries[] {
  if (value.kind === "scalar") throw invalidValue("an array expects time series, got a single number");
  return value.kind === "array" ? value.members : [{ label: "", series: value.series }];
}

function onEach(value: MathValue, change: (series: Series) => Series): MathValue {
  if (value.kind === "scalar") throw invalidValue("the function expects a time series, got a single number");
  if (value.kind === "series") return { kind: "series", series: change(value.series) };
  return { kind: "array", members: value.members.map(({ label, series }) => ({ label, series: change(series) })) };
}

function combine(left: MathValue, right: MathValue, operator: Combine): MathValue {
  if (left.kind === "scalar" && right.kind === "scalar") {
    return { kind: "scalar", value: operator(left.value, right.value) };
  }
  if (left.kind === "scalar")
    return onEach(right, (series) => mapSeries(series, (value) => operator(left.value, value)));
  if (right.kind === "scalar")
    return onEach(left, (series) => mapSeries(series, (value) => operator(value, right.value)));
  if (right.kind === "series") return onEach(left, (series) => zipSeries(series, right.series, operator));
  if (left.kind === "series") return onEach(right, (series) => zipSeries(left.series, series, operator));
  throw invalidValue("an operator expects at most one array of time series, got two");
}

/** Of one series a number; of an array one series. AVG of an array counts holes as 0, MIN and MAX pass over them. */
function aggregate(name: AggregateName, value: MathValue, length: number): MathValue {
  if (value.kind === "scalar") throw invalidValue(`${name} expects a time series, got a single number`);
  if (value.kind === "series") {
    const values = valuesOf(value.series);
    return { kind: "scalar", value: reduce(name, values, values.length) };
  }
  const { members } = value;
  const series = Array.from({ length }, (_, index) => {
    const values = valuesOf(members.map((member) => member.series[index]));
    return values.length === 0 ? undefined : reduce(name, values, members.length);
  });
  return { kind: "series", series };
}

/** NaN for no values, which then drops the datapoints that would be computed from it. */
function reduce(name: AggregateName, values: readonly number[], count: number): number {
  if (values.length === 0) return NaN;
  const sum = values.reduce((total, value) => total + value, 0);
  switch (name) {
    case "SUM":
      return sum;
    case "AVG":
      return sum / count;
    case "MIN":
      return values.reduce((least, value) => Math.min(least, value));
    case "MAX":
      return values.reduce((most, value) => Math.max(most, value));
  }
}

/** IF: dropped where the condition has no datapoint; a true condition with a hole in the value gives 0. */
function choose(expression: Expression & { kind: "if" }, scope: MathScope): MathValue {
  const condition = evaluate(expression.condition, scope);
  const whenTrue = evaluate(expression.whenTrue, scope);
  const whenFalse = expression.whenFalse === undefined ? undefined : evaluate(expression.whenFalse, scope);
  const nothing: MathValue = { kind: "series", series: new Array<undefined>(scope.length).fill(undefined) };
  if (condition.kind === "scalar") return condition.value !== 0 ? whenTrue : (whenFalse ?? nothing);
  if (condition.kind === "array") throw invalidValue("IF expects one time series as its condition, got an array");
  const series = condition.series.map((test, index) => {
    if (test === undefined) return undefined;
    if (test !== 0) return pointOf(whenTrue, index) ?? 0;
    return whenFalse === undefined ? undefined : pointOf(whenFalse, index);
  });
  return { kind: "series", series };
}

function pointOf(value: MathValue, index: number): number | undefined {
  if (value.kind === "array") throw invalidValue("IF expects time series or numbers as its values, got an array");
  if (value.kind === "series") return value.series[index];
  return Number.isFinite(value.value) ? value.value : undefined;
}

function fill(operand: MathValue, filler: Filler, scope: MathScope): MathValue {
  if (filler.kind === "repeat") return onEach(operand, fillRepeat);
  if (filler.kind === "linear") return onEach(operand, fillLinear);
  const value = evaluate(filler.value, scope);
  if (value.kind === "array") throw invalidValue("FILL expects a number or one time series to fill with, got an array");
  return onEach(operand, (series) => series.map((point, index) => point ?? pointOf(value, index)));
}
