import { describe, expect, it } from "vitest";
import { parseConfig } from "../../src/config/index.js";

const live = "reference: { live: 3d }";

const cases = [
  {
    monitor: "captures: { existing: true }",
    expected: "monitors.a.captures.bucket expects the name of the existing bucket",
  },
  {
    monitor: "labels: { prefix: a/truth/ }",
    expected: 'monitors.a.labels.prefix expects a prefix apart from that of the captures ("a/")',
  },
  { monitor: 'captures: { prefix: "" }, labels: { prefix: truth/ }', expected: "monitors.a.labels.prefix" },
  {
    monitor: "labels: { prefix: truth/ }, columns: { output: { score: 0 } }",
    expected: "monitors.a.model.task expects binary, multiclass or regression, because labels are configured",
  },
  {
    monitor: "labels: { prefix: truth/ }, model: { task: binary }",
    expected: "monitors.a.columns expects output.class, output.score or prediction",
  },
  {
    monitor: "labels: { prefix: truth/ }, model: { task: regression }, columns: { output: { score: 0 } }",
    expected: "monitors.a.columns expects output.prediction or prediction",
  },
  {
    monitor: "labels: { prefix: truth/ }, model: { task: multiclass }, columns: { output: { probabilities: 0 } }",
    expected: "monitors.a.model.classes expects the classes in the order of the probabilities",
  },
  {
    monitor:
      "labels: { prefix: truth/ }, model: { task: binary, classes: [a, b] }, columns: { output: { probabilities: 0 } }",
    expected: "monitors.a.model.positiveClass expects the class whose probability is the score",
  },
  { monitor: "captures: { format: csv }", expected: "monitors.a.columns.time expects a column" },
  {
    monitor: 'columns: { input: { headerFrom: "s3://abc/x.csv", header: [a] } }',
    expected: "monitors.a.columns.input.header expects nothing",
  },
  { monitor: "columns: { input: { drop: [a] } }", expected: "monitors.a.columns.input.drop" },
  {
    monitor: "columns: { id: k, ignore: [j, k] }",
    expected: "monitors.a.columns.ignore[1] expects a column that columns.id",
  },
  {
    monitor: "columns: { latency: { column: took }, ignore: [took] }",
    expected: "monitors.a.columns.ignore[0] expects a column that columns.latency does not need",
  },
  {
    monitor: "columns: { id: [k, took], latency: { column: took } }",
    expected: "monitors.a.columns.latency.column expects a column that columns.id does not name",
  },
  {
    monitor: "columns: { time: took, latency: { column: took } }",
    expected: "monitors.a.columns.latency.column expects a column that columns.time does not name",
  },
  {
    monitor: "columns: { latency: { column: took } }, features: { types: { took: categorical } }",
    expected: "monitors.a.columns.latency.column expects a column that features.types does not name",
  },
  { monitor: "model: { task: binary, classes: [a, b, c] }", expected: "monitors.a.model.classes expects two classes" },
  { monitor: "model: { task: multiclass, classes: [a] }", expected: "monitors.a.model.classes expects at least two" },
  {
    monitor: "model: { classes: [a, b], positiveClass: c }",
    expected: "monitors.a.model.positiveClass expects one of",
  },
  { monitor: 'window: { size: hour, expectBy: "06:00" }', expected: "monitors.a.window.expectBy expects nothing" },
  {
    monitor: "retrain: { target: 'arn:aws:states:eu-west-1:123456789012:stateMachine:retrain' }",
    expected: "monitors.a.retrain expects onIncident or schedule",
  },
];

describe("rules between fields", () => {
  it.each(cases)("refuse $monitor", ({ monitor, expected }) => {
    expect(() => parseConfig(`monitors: { a: { ${live}, ${monitor} } }`, "p.yaml")).toThrow(expected);
  });

  it("refuse a bucket that one monitor finds and another creates", () => {
    const yaml = `monitors:
  a: { ${live}, captures: { bucket: acme, existing: true } }
  b: { ${live}, captures: { bucket: acme } }`;
    expect(() => parseConfig(yaml, "p.yaml")).toThrow(
      "p.yaml:3:33 monitors.b.captures.existing expects true as monitors.a says of the same bucket, got false",
    );
  });

  it("refuse a bucket of two owners", () => {
    const yaml = (a: string, b: string) => `monitors:
  a: { ${live}, captures: { bucket: acme, existing: true${a} } }
  b: { ${live}, captures: { bucket: acme, existing: true${b} } }`;
    const [ada, bob] = [', account: "111122223333"', ', account: "444455556666"'];
    expect(() => parseConfig(yaml(ada, ada), "p.yaml")).not.toThrow();
    expect(() => parseConfig(yaml(ada, bob), "p.yaml")).toThrow(
      'monitors.b.captures.account expects 111122223333, as monitors.a says of the same bucket, got "444455556666"',
    );
    expect(() => parseConfig(yaml(ada, ""), "p.yaml")).toThrow(
      "monitors.b.captures.account expects 111122223333, as monitors.a says of the same bucket, got",
    );
    expect(() => parseConfig(yaml("", bob), "p.yaml")).toThrow(
      "monitors.b.captures.account expects none, as monitors.a says of the same bucket, got",
    );
  });

  it.each([
    { why: "claims above the hub's", hub: 2, claims: [1.5, 1] },
    { why: "claims that leave nothing for the others", hub: 2, claims: [2, null] },
  ])("refuse $why", ({ hub, claims }) => {
    const monitors = claims.map((claim, i) => {
      const alarms = claim === null ? "" : `, alarms: { falseAlarmsPer30Days: ${claim} }`;
      return `m${i}: { ${live}${alarms} }`;
    });
    const yaml = `hub: { falseAlarmsPer30Days: ${hub} }\nmonitors: { ${monitors.join(", ")} }`;
    expect(() => parseConfig(yaml, "p.yaml")).toThrow(/hub\.falseAlarmsPer30Days expects .*, got 2$/);
  });

  it("accept claims that use up the hub's exactly", () => {
    const third = "alarms: { falseAlarmsPer30Days: 0.3333333333333333 }";
    const yaml = `hub: { falseAlarmsPer30Days: 1 }\nmonitors: { a: { ${live}, ${third} }, b: { ${live}, ${third} }, c: { ${live}, ${third} } }`;
    expect(parseConfig(yaml, "p.yaml").monitors).toHaveLength(3);
  });
});
