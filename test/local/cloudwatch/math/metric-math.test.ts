import { describe, expect, it } from "vitest";
import { evaluate, type MathScope, type MathValue } from "../../../../local/cloudwatch/math/evaluate.js";
import { parseExpression } from "../../../../local/cloudwatch/math/parse.js";
import type { Series } from "../../../../local/cloudwatch/metrics/metric-store.js";

const HOLE = undefined;

function scope(metrics: Readonly<Record<string, Series>>): MathScope {
  return {
    length: Object.values(metrics)[0]?.length ?? 0,
    reference: (id): MathValue => ({ kind: "series", series: metrics[id] ?? [] }),
    metrics: (part) =>
      Object.entries(metrics)
        .filter(([id]) => id.includes(part))
        .map(([label, series]) => ({ label, series })),
  };
}

function math(expression: string, metrics: Readonly<Record<string, Series>>): unknown {
  const value = evaluate(parseExpression(expression), scope(metrics));
  if (value.kind === "scalar") return value.value;
  return value.kind === "series" ? value.series : value.members.map(({ series }) => series);
}

describe("metric math", () => {
  // The three comparisons and the three IF tables are the examples of AWS's page "Using metric math".
  const compared = { m1: [30, 20, 0, 0], m2: [20, HOLE, 20, HOLE] };
  it.each([
    { expression: "m1 < m2", expected: [0, 0, 1, 0] },
    { expression: "m1 >= 30", expected: [1, 0, 0, 0] },
    { expression: "m1 > 15 AND m2 > 15", expected: [1, 0, 0, 0] },
  ])("answers AWS's example $expression", ({ expression, expected }) => {
    expect(math(expression, compared)).toEqual(expected);
  });

  const chosen = { m1: [1, 1, 0, 0, HOLE], m2: [30, HOLE, 0, 0, 30], m3: [0, 0, 20, HOLE, 20] };
  it.each([
    { expression: "IF(m1, m2, m3)", expected: [30, 0, 20, HOLE, HOLE] },
    { expression: "IF(m1, 5, m3)", expected: [5, 5, 20, HOLE, HOLE] },
    { expression: "IF(m1, m2, 5)", expected: [30, 0, 5, 5, HOLE] },
    { expression: "IF(m1, m2)", expected: [30, 0, HOLE, HOLE, HOLE] },
    { expression: "IF(1, m2, m3)", expected: [30, HOLE, 0, 0, 30] },
    { expression: "IF(0, m2)", expected: [HOLE, HOLE, HOLE, HOLE, HOLE] },
  ])("answers AWS's example $expression", ({ expression, expected }) => {
    expect(math(expression, chosen)).toEqual(expected);
  });

  const data = { m1: [1, HOLE, 3, HOLE], m2: [10, 20, 0, HOLE] };
  it.each([
    { why: "a hole counts as 0 beside a datapoint", expression: "m1 + m2", expected: [11, 20, 3, HOLE] },
    { why: "a division by zero is dropped", expression: "m1 / m2", expected: [0.1, 0, HOLE, HOLE] },
    { why: "multiplication binds before addition", expression: "1 + 2 * m1", expected: [3, HOLE, 7, HOLE] },
    { why: "subtraction goes from left to right", expression: "10 - m1 - 2", expected: [7, HOLE, 5, HOLE] },
    { why: "parentheses come first", expression: "(1 + 2) * m1", expected: [3, HOLE, 9, HOLE] },
    { why: "a minus sign negates", expression: "-m1", expected: [-1, HOLE, -3, HOLE] },
    { why: "comparison binds looser than arithmetic", expression: "m1 + 1 >= 4", expected: [0, HOLE, 1, HOLE] },
    { why: "AND binds before OR", expression: "m2 == 20 || m1 == 1 && m2 == 10", expected: [1, 1, 0, HOLE] },
    { why: "FILL puts a number into holes", expression: "FILL(m1, 0)", expected: [1, 0, 3, 0] },
    { why: "FILL takes values of a series", expression: "FILL(m1, m2)", expected: [1, 20, 3, HOLE] },
    { why: "FILL repeats the last datapoint", expression: "FILL(m1, REPEAT)", expected: [1, 1, 3, 3] },
    { why: "FILL draws a line between two", expression: "FILL(m1, LINEAR)", expected: [1, 2, 3, HOLE] },
    { why: "SUM of an array adds by time", expression: "SUM([m1, m2])", expected: [11, 20, 3, HOLE] },
    { why: "SUM of METRICS() adds all", expression: "SUM(METRICS())", expected: [11, 20, 3, HOLE] },
    { why: "METRICS picks by part of the id", expression: 'SUM(METRICS("m2"))', expected: [10, 20, 0, HOLE] },
    { why: "MAX of an array", expression: "MAX([m1, m2])", expected: [10, 20, 3, HOLE] },
    { why: "MIN of an array passes over holes", expression: "MIN([m1, m2])", expected: [1, 20, 0, HOLE] },
    { why: "AVG of an array counts holes as 0", expression: "AVG([m1, m2])", expected: [5.5, 10, 1.5, HOLE] },
    { why: "SUM of a series is a number", expression: "SUM(m1)", expected: 4 },
    { why: "AVG of a series is over its datapoints", expression: "m1 - AVG(m1)", expected: [-1, HOLE, 1, HOLE] },
    {
      why: "an operator acts on each of an array",
      expression: "[m1, m2] * 2",
      expected: [
        [2, HOLE, 6, HOLE],
        [20, 40, 0, HOLE],
      ],
    },
  ])("$why: $expression", ({ expression, expected }) => {
    expect(math(expression, data)).toEqual(expected);
  });

  it("of no datapoints drops what is computed from a single number", () => {
    expect(math("m1 / MAX(m1)", { m1: [HOLE, HOLE] })).toEqual([HOLE, HOLE]);
  });

  it.each([
    { expression: "RATE(m1)", message: /metric-math function RATE is not supported/ },
    { expression: "SEARCH('{A,B}', 'Sum')", message: /metric-math function SEARCH/ },
    { expression: "m1 ^ 2", message: /operator \^/ },
    { expression: "m1 +", message: /expects a number, id, function, array or \(, got the end/ },
    { expression: "(m1", message: /expects \), got the end/ },
    { expression: "m1 m2", message: /expects an operator or the end, got m2/ },
    { expression: "m1 # m2", message: /can't be read at position/ },
    { expression: "IF(m1)", message: /IF in "IF\(m1\)" expects 2 or 3 arguments, got 1/ },
    { expression: "SUM(m1, m2)", message: /SUM in .* expects 1 arguments, got 2/ },
    { expression: "[m1] + [m2]", message: /at most one array/ },
    { expression: `${"(".repeat(60)}m1${")".repeat(60)}`, message: /levels of nesting/ },
    { expression: "", message: /got the end/ },
  ])("refuses $expression with the place or the name", ({ expression, message }) => {
    expect(() => math(expression, data)).toThrow(message);
  });
});
