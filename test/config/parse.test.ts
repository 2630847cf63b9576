import { describe, expect, it } from "vitest";
import { ConfigError, configFromData, parseConfig } from "../../src/config/index.js";
import { monitorNamed, threeMonitors } from "./three-monitors.js";

const live = "reference: { live: 3d }";

/** Messages of everything that is wrong with a file. */
function problemsOf(yaml: string): string[] {
  try {
    parseConfig(yaml, "p.yaml");
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split("\n");
    throw error;
  }
  return [];
}

describe("the three monitors of the documentation", () => {
  const config = threeMonitors();

  it("are read in the order of the file", () => {
    expect(config.monitors.map(({ name }) => name)).toEqual(["churn", "demand", "triage"]);
  });

  it("share the hub's false pages evenly", () => {
    expect(config.monitors.map(({ alarms }) => alarms.falseAlarmsPer30Days)).toEqual([4 / 3, 4 / 3, 4 / 3]);
  });

  it("spell out what SageMaker captures carry, and where headerless names come from", () => {
    expect(monitorNamed(config, "churn").columns).toMatchObject({
      input: { headerFrom: { bucket: "acme", key: "train.csv" }, drop: ["churn"] },
      output: { columns: { score: 0 } },
      id: { from: "metadata" },
      time: { from: "metadata" },
    });
  });

  it("take excluded days in the time zone of the alarms, both inclusive", () => {
    // Berlin is at UTC+1 in December: 24th 00:00 to 28th 00:00.
    expect(monitorNamed(config, "churn").alarms.exclude).toEqual([
      {
        text: "2026-12-24/2026-12-27",
        fromMs: Date.UTC(2026, 11, 23, 23),
        toMs: Date.UTC(2026, 11, 27, 23),
      },
    ]);
  });

  it("take a reference period in the time zone of the window, through the change of clocks", () => {
    // Chicago: August at UTC-5; October 31 ends at UTC-5 too, the clocks change on November 1 at 2:00.
    expect(monitorNamed(config, "demand").reference).toEqual({
      kind: "captures",
      period: { text: "2026-08-01/2026-10-31", fromMs: Date.UTC(2026, 7, 1, 5), toMs: Date.UTC(2026, 10, 1, 5) },
    });
  });

  it("name columns of nested records by dotted paths", () => {
    expect(monitorNamed(config, "triage").columns.id).toEqual({ from: "columns", columns: ["request_id"] });
  });

  it("keep cut segments and plain ones in one form", () => {
    expect(monitorNamed(config, "churn").segments).toEqual([
      { column: "state", cuts: [] },
      { column: "tenure", cuts: [12, 36] },
    ]);
  });
});

describe("defaults", () => {
  const [monitor] = parseConfig(`monitors: { a: { ${live} } }`, "p.yaml").monitors;

  it("fill in everything that a short file leaves out", () => {
    expect(monitor).toMatchObject({
      name: "a",
      model: { task: null, threshold: 0.5, version: null },
      captures: { bucket: null, prefix: "a/", existing: false, include: [], exclude: ["_*", ".*"], format: "auto" },
      columns: { id: { from: "metadata" }, time: { from: "metadata" }, prediction: null, latency: null },
      reference: { kind: "live", days: 3 },
      window: { size: "hour", timeZone: "UTC", expectBy: null, settleMinutes: 30 },
      alarms: { page: "medium", timeZone: "UTC", exclude: [], falseAlarmsPer30Days: 1, fixed: {} },
      notify: { page: [], digest: null, webhook: null },
      labels: null,
      retrain: null,
    });
  });

  it.each([
    { why: "a key pattern without hours", fields: 'columns: { time: { path: "dt={yyyy-MM-dd}" } }', size: "day" },
    { why: "batches that are expected by a time of day", fields: 'window: { expectBy: "06:00" }', size: "day" },
    { why: "a key pattern with hours", fields: 'columns: { time: { path: "{yyyy}/{MM}/{dd}/{HH}" } }', size: "hour" },
  ])("judge by the $size with $why", ({ fields, size }) => {
    expect(parseConfig(`monitors: { a: { ${live}, ${fields} } }`, "p.yaml").monitors[0]!.window.size).toBe(size);
  });

  it("split a model's cost tag at its first =, and ask for no budget unless there is an amount", () => {
    const yaml = `monitors: { a: { ${live}, model: { spend: { tag: "team/model=churn=v2" } } } }`;
    expect(parseConfig(yaml, "p.yaml").monitors[0]!.model.spend).toEqual({
      tag: { key: "team/model", value: "churn=v2" },
      monthlyUsd: null,
      notifyAt: [80, 100],
    });
  });

  it("give at most four false pages to all monitors that claim none", () => {
    const monitors = Array.from({ length: 5 }, (_, i) => `m${i}: { ${live} }`).join(", ");
    const { hub, monitors: resolved } = parseConfig(`monitors: { ${monitors} }`, "p.yaml");
    expect([hub.falseAlarmsPer30Days, resolved[0]!.alarms.falseAlarmsPer30Days]).toEqual([4, 4 / 5]);
  });

  it("leave what single monitors claim of the false pages out of the others' share", () => {
    const yaml = `
hub: { falseAlarmsPer30Days: 3 }
monitors:
  a: { ${live}, alarms: { falseAlarmsPer30Days: 2 } }
  b: { ${live} }
  c: { ${live} }`;
    expect(parseConfig(yaml, "p").monitors.map(({ alarms }) => alarms.falseAlarmsPer30Days)).toEqual([2, 0.5, 0.5]);
  });

  it("tell those whom the hub names where a monitor names nobody", () => {
    const yaml = `
hub: { notify: { page: [hub@example.com], digest: { to: [hub@example.com] } } }
monitors:
  a: { ${live}, notify: { page: [a@example.com] } }`;
    expect(parseConfig(yaml, "p").monitors[0]!.notify).toEqual({
      page: ["a@example.com"],
      digest: { to: ["hub@example.com"], every: "week" },
      webhook: null,
    });
  });
});

describe("problems", () => {
  it("come all at once, in the order of the file", () => {
    const yaml = `hub: { nam: x }
monitors:
  a:
    ${live}
    captures: { format: parqet, prefix: churn }
`;
    expect(problemsOf(yaml)).toEqual([
      'p.yaml:1:8 hub.nam expects a field of this group (name, falseAlarmsPer30Days, spend, store, network, alerts, notify), got "nam"; did you mean name?',
      'p.yaml:5:25 monitors.a.captures.format expects one of auto, sagemaker-jsonl, sagemaker-batch, jsonl, csv, parquet, got "parqet"; did you mean parquet?',
      'p.yaml:5:41 monitors.a.captures.prefix expects a key prefix that ends with / and does not start with one, or an empty text, got "churn"',
    ]);
  });

  it("are shown once, at defaults, where they came from there", () => {
    const yaml = `defaults: { captures: { formt: csv }, ${live} }
monitors:
  a: {}
  b: { captures: { existing: false } }
`;
    expect(problemsOf(yaml)).toHaveLength(1);
    expect(problemsOf(yaml)[0]).toMatch(/^p.yaml:1:25 defaults.captures.formt .*did you mean format\?$/);
  });

  it.each([
    { fields: "captures: { bucket: Acme }", at: "captures.bucket", hint: 'got "Acme"' },
    { fields: "captures: { bucket: 10.0.0.1 }", at: "captures.bucket", hint: "bucket name" },
    { fields: "captures: { prefix: /a/ }", at: "captures.prefix", hint: "does not start" },
    { fields: "captures: { samplingPercent: 0 }", at: "captures.samplingPercent", hint: "above 0" },
    { fields: "captures: { include: [a, a] }", at: "captures.include[1]", hint: "not in the list already" },
    { fields: "bucket: acme", at: "bucket", hint: "did you mean captures.bucket?" },
    { fields: "window: { timeZone: Europe/Berln }", at: "window.timeZone", hint: "did you mean Europe/Berlin?" },
    { fields: 'window: { timeZone: "+02:00" }', at: "window.timeZone", hint: "IANA time zone" },
    { fields: "window: { settleMinutes: 1.5 }", at: "window.settleMinutes", hint: "whole number" },
    { fields: 'window: { expectBy: "24:00" }', at: "window.expectBy", hint: "time of day" },
    { fields: 'columns: { time: { path: "dt={yyyy-MM}" } }', at: "columns.time.path", hint: "year, month and day" },
    { fields: "columns: { output: { score: -1 } }", at: "columns.output.score", hint: "position" },
    {
      fields: "columns: { latency: { column: took, unit: us } }",
      at: "columns.latency.unit",
      hint: "did you mean ms?",
    },
    { fields: "columns: { latency: took }", at: "columns.latency", hint: "{ column: took_ms, unit: ms }" },
    { fields: "columns: { input: { rows: instances } }", at: "columns.input.rows", hint: "JSON path" },
    { fields: "features: { types: { a: number } }", at: "features.types.a", hint: "numeric, categorical" },
    { fields: "alarms: { exclude: [2026-02-30] }", at: "alarms.exclude[0]", hint: "whole days" },
    { fields: 'alarms: { exclude: ["2026-02-02/2026-02-01"] }', at: "alarms.exclude[0]", hint: "not before" },
    { fields: "alarms: { fixed: { psii: 0.1 } }", at: "alarms.fixed.psii", hint: "did you mean psi?" },
    { fields: "notify: { page: [oncall] }", at: "notify.page[0]", hint: "e-mail address" },
    { fields: "notify: { webhook: https://hooks.example.com }", at: "notify.webhook", hint: "Secrets Manager" },
    { fields: "segments: [{ column: a, cuts: [2, 1] }]", at: "segments[0].cuts", hint: "ascending" },
    { fields: "labels: {}", at: "labels.prefix", hint: "got nothing" },
    { fields: "retrain: { target: arn:aws:lambda:x }", at: "retrain.target", hint: "state machine" },
    { fields: "model: { version: { path: '{a}', column: b } }", at: "model.version", hint: "exactly one" },
    { fields: "model: { spend: { tag: churn } }", at: "model.spend.tag", hint: "such as model=churn" },
    { fields: "model: { spend: { tag: 'model=' } }", at: "model.spend.tag", hint: "such as model=churn" },
    { fields: "model: { spend: { tag: 'plumbline:hub=ml' } }", at: "model.spend.tag", hint: "not beginning with aws:" },
    { fields: "model: { spend: { monthlyUsd: 50 } }", at: "model.spend.tag", hint: "got nothing" },
    { fields: "model: { spend: { tag: a=b, monthlyUsd: 0 } }", at: "model.spend.monthlyUsd", hint: "above 0" },
    { fields: "model: { spend: { tag: a=b, notifyAt: [90, 80] } }", at: "model.spend.notifyAt", hint: "ascending" },
    { fields: "model: { tags: [a] }", at: "model.tags", hint: "texts by name" },
    { fields: "model: { tags: { 'aws:x': b } }", at: "model.tags", hint: "names beginning with aws:" },
    { fields: "model: { tags: { team: 'a,b' } }", at: "model.tags", hint: "letters, digits, blanks" },
    { fields: "model: { pipelines: [train] }", at: "model.pipelines[0]", hint: "Glue job" },
    { fields: "features: { types: { __proto__: numeric } }", at: "features.types.__proto__", hint: "another name" },
  ])("name the field and what it expects: $fields", ({ fields, at, hint }) => {
    const [first, ...others] = problemsOf(`monitors: { a: { ${live}, ${fields} } }`);
    expect(others).toEqual([]);
    expect(first).toContain(` monitors.a.${at} expects `);
    expect(first).toContain(hint);
  });

  it.each([
    { why: "no reference", monitor: "{}", hint: "exactly one of table, captures, live, got nothing" },
    { why: "two references", monitor: '{ reference: { live: 3d, table: "s3://abc/x.csv" } }', hint: "exactly one" },
    { why: "a label without a table", monitor: "{ reference: { live: 3d, label: y } }", hint: "only beside table" },
    { why: "91 days to learn", monitor: "{ reference: { live: 91d } }", hint: "1d to 90d" },
    { why: "a folder for a table", monitor: '{ reference: { table: "s3://abc/x/" } }', hint: "S3 URL" },
  ])("refuse a monitor with $why", ({ monitor, hint }) => {
    expect(problemsOf(`monitors: { a: ${monitor} }`)[0]).toContain(hint);
  });

  it.each(["A", "-a", "a_b", "x".repeat(41)])("refuse the monitor name %s", (name) => {
    expect(problemsOf(`monitors: { ${name}: { ${live} } }`)[0]).toContain("monitor name of 1 to 40");
  });
});

describe("configuration that is data already", () => {
  it("is checked in the same way, without places", () => {
    const check = () => configFromData({ monitors: { a: { reference: { live: "3d" }, windw: {} } } }, "props");
    expect(check).toThrow(/^props monitors\.a\.windw expects .* did you mean window\?$/);
  });
});
