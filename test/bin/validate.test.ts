import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { plumbline, plumblineJson, TestFolder } from "./command-line.js";
import { csvOf, type Customer, customers, flatCaptures, ROWS, sageMakerCaptures, timeOf } from "./sample-data.js";

const folder = new TestFolder();
afterAll(() => {
  folder.remove();
});

const FEATURES: readonly (keyof Customer)[] = ["age", "state", "plan", "running", "balance"];

/** What `validate --json` says of one column. */
interface JsonColumn {
  readonly name: string;
  readonly role: string;
  readonly findings: readonly { readonly kind: string; readonly edit: unknown }[];
}

interface JsonSample {
  readonly captures: { readonly records: number; readonly rejected: number; readonly format: string };
  readonly columns: readonly JsonColumn[];
  readonly problems: readonly { readonly path: string; readonly severity: string; readonly message: string }[];
  readonly edited: Record<string, unknown>;
}

async function inspect(yaml: string, ...options: string[]): Promise<{ status: number; sample: JsonSample }> {
  const { status, json } = await plumblineJson("validate", folder.write("p.yaml", yaml), ...options);
  return { status, sample: json["sample"] as JsonSample };
}

const findingsOf = (sample: JsonSample) =>
  sample.columns.flatMap(({ name, findings }) => findings.map(({ kind }) => `${name}: ${kind}`));

describe("headerless SageMaker captures and a training table", () => {
  const yaml = `
monitors:
  churn:
    captures: { format: sagemaker-jsonl }
    columns:
      input: { headerFrom: "s3://acme/train.csv", drop: [churned] }
      output: { score: 0 }
    reference: { table: "s3://acme/train.csv" }
`;
  let files: string[] = [];
  beforeAll(() => {
    const captures = folder.write("a.jsonl", sageMakerCaptures(FEATURES));
    files = ["--sample", captures, "--reference", folder.write("train.csv", csvOf(["churned", ...FEATURES]))];
  });

  it("are read under the names of the table, and every oddity has its edit", async () => {
    const { status, sample } = await inspect(yaml, ...files);
    expect(status).toBe(0);
    expect(sample.captures).toMatchObject({ records: ROWS, rejected: 0, format: "sagemaker-jsonl" });
    expect(sample.columns.map(({ name, role }) => `${name} ${role}`)).toEqual([
      ...FEATURES.map((name) => `${name} feature`),
      "score prediction",
      "churned feature",
    ]);
    expect(findingsOf(sample)).toEqual([
      "plan: constant",
      "running: id-like",
      "running: moves-with-time",
      "churned: only-in-reference",
    ]);
    expect(sample.edited).toEqual({
      features: { ignore: ["plan", "running"] },
      reference: { table: "s3://acme/train.csv", label: "churned" },
    });
  });

  it("leave nothing to find once the edits are made", async () => {
    const edited =
      yaml.replace('train.csv" }\n', 'train.csv", label: churned }\n') + "    features: { ignore: [plan, running] }\n";
    const { sample } = await inspect(edited, ...files);
    expect(findingsOf(sample)).toEqual([]);
    expect(sample.edited).toEqual({});
  });

  it("are shown as a table with the edited YAML below it", async () => {
    const { out } = await plumbline("validate", folder.write("p.yaml", yaml), ...files);
    expect(out).toMatch(
      /^running +feature +number +number +like an id: 200 different values in the reference +add running to/m,
    );
    expect(out).toContain(
      "monitors:\n  churn:\n    features: { ignore: [plan, running] }\n    reference: { table: s3://acme/train.csv, label: churned }",
    );
  });

  it("say where names go while the columns have none, and don't tell to ignore them all", async () => {
    const unnamed = yaml.replace(/ +input: .*\n/, "");
    const { status, sample } = await inspect(unnamed, ...files);
    expect(status).toBe(2);
    expect(sample.problems).toMatchObject([{ path: "columns.input", severity: "error" }]);
    expect(sample.problems[0]!.message).toContain("expects names for the payload's columns c0, c1, ...");
    expect(findingsOf(sample)).toContain("c0: only-in-captures");
    expect(sample.edited).toEqual({});
  });

  it("name a label that the table doesn't have", async () => {
    const wrong = yaml.replace('train.csv" }\n', 'train.csv", label: churn }\n');
    const { status, sample } = await inspect(wrong, ...files);
    expect(status).toBe(2);
    expect(sample.problems).toEqual([
      {
        path: "reference.label",
        severity: "error",
        message: "expects a column churn, which is not there; did you mean churned?",
      },
    ]);
    expect(sample.edited["reference"]).toEqual({ table: "s3://acme/train.csv", label: "churned" });
    expect((await plumbline("validate", folder.write("p.yaml", wrong), ...files)).out).toContain(
      "p.yaml is valid, but doesn't fit the samples: 1 monitor (churn)",
    );
  });

  it("say what to drop where the header names more columns than the payload has, and don't tell to ignore them", async () => {
    const { status, sample } = await inspect(yaml.replace("drop: [churned]", "drop: []"), ...files);
    expect(status).toBe(2);
    expect(sample.problems).toMatchObject([{ path: "columns.input" }, ...sample.problems.slice(1)]);
    expect(sample.problems[0]!.message).toContain(
      "expects 6 input values, got 5: header or headerFrom name other columns than the payload has; drop leaves out those that it lacks",
    );
    expect(sample.edited).toEqual({});
  });
});

describe("flat captures", () => {
  const yaml = (columns: string, more = "") => `
monitors:
  a: { captures: { format: jsonl }, columns: ${columns}, reference: { live: 3d }${more} }
`;
  const good = "{ id: customer_id, time: predicted_at, prediction: prediction }";
  let captures = "";
  beforeAll(() => {
    captures = folder.write("flat.jsonl.gz", gzipSync(flatCaptures()));
  });

  it("know id, time and prediction by configuration, and find what moves with time", async () => {
    const { status, sample } = await inspect(yaml(good), "--sample", captures);
    expect(status).toBe(0);
    expect(sample.columns.filter(({ role }) => role !== "feature").map(({ name, role }) => `${name} ${role}`)).toEqual([
      "customer_id id",
      "predicted_at time",
      "prediction prediction",
    ]);
    expect(findingsOf(sample)).toContain("running: moves-with-time");
  });

  it.each([
    {
      why: "the id",
      columns: "{ id: custmer_id, time: predicted_at }",
      path: "columns.id",
      hint: "did you mean customer_id?",
    },
    {
      why: "the time",
      columns: "{ time: state }",
      path: "columns.time",
      hint: "expects times in column state, got none",
    },
    {
      why: "the metadata's time",
      columns: "{ time: inferenceTime }",
      path: "columns.time",
      hint: "inferenceTime of jsonl",
    },
    {
      why: "the prediction",
      columns: "{ time: predicted_at, prediction: yhat }",
      path: "columns.prediction",
      hint: "yhat",
    },
    {
      why: "the weight",
      columns: "{ time: predicted_at, weight: w }",
      path: "columns.weight",
      hint: "expects a column w",
    },
    {
      why: "the output",
      columns: "{ time: predicted_at, output: { score: p } }",
      path: "columns.output.score",
      hint: `got none in ${ROWS} records`,
    },
  ])("show that $why isn't where the configuration says, with status 2", async ({ columns, path, hint }) => {
    const { status, sample } = await inspect(yaml(columns), "--sample", captures);
    expect(status).toBe(2);
    const errors = sample.problems.filter(({ severity }) => severity === "error");
    expect(errors.map((problem) => problem.path)).toEqual([path]);
    expect(errors[0]!.message).toContain(hint);
  });

  it("warn of names that no column has", async () => {
    const more = ", features: { ignore: [aeg], types: { stat: categorical } }, segments: [plann]";
    const { status, sample } = await inspect(yaml(good, more), "--sample", captures);
    expect(status).toBe(0);
    expect(sample.problems.map(({ path, message }) => `${path} ${message}`)).toEqual([
      "features.ignore expects a column aeg, which is not there; did you mean age?",
      "features.types expects a column stat, which is not there; did you mean state?",
      "segments expects a column plann, which is not there; did you mean plan?",
    ]);
  });

  it("warn of records without a time", async () => {
    const some = customers.map(({ age }, i) => JSON.stringify({ age, t: i % 4 === 0 ? null : timeOf(i) })).join("\n");
    const { status, sample } = await inspect(yaml("{ time: t }"), "--sample", folder.write("some.jsonl", some));
    expect(status).toBe(0);
    expect(sample.problems.map(({ message }) => message)).toEqual([
      `${ROWS / 4} of ${ROWS} records have no time in column t`,
    ]);
  });

  it("are refused where no record can be read", async () => {
    const { status, sample } = await inspect(yaml(good), "--sample", folder.write("bad.jsonl", "not json\n{\n"));
    expect(status).toBe(2);
    expect(sample.problems[0]).toMatchObject({ path: "captures.format", severity: "error" });
    expect(sample.problems[0]!.message).toMatch(/no record of 2 could be read as jsonl: line 1 .*\(malformed\)/);
  });

  it("and a reference whose types differ get the edit for it", async () => {
    const reference = folder.write("r.csv", "age,state,zip\n".concat("x1,MA,1\nx2,NY,2\n".repeat(60)));
    const { sample } = await inspect(yaml(good), "--sample", captures, "--reference", reference);
    expect(findingsOf(sample)).toContain("age: type-differs");
    expect(findingsOf(sample)).toContain("balance: only-in-captures");
    expect(findingsOf(sample)).toContain("zip: only-in-reference");
    expect(sample.edited["features"]).toMatchObject({ types: { age: "categorical" } });
  });
});

describe("samples on the command line", () => {
  const two = "monitors: { a: { reference: { live: 3d } }, b: { reference: { live: 3d } } }";

  it.each([
    { why: "no monitor among several", argv: ["--sample", "x"], hint: "--sample expects --monitor with one of a, b" },
    {
      why: "an unknown monitor",
      argv: ["--sample", "x", "--monitor", "c"],
      hint: "--monitor expects one of a, b, got c",
    },
    { why: "a reference alone", argv: ["--reference", "x"], hint: "expect --sample beside them" },
    {
      why: "a missing file",
      argv: ["--monitor", "a", "--sample", "nowhere.jsonl"],
      hint: "nowhere.jsonl: no such file",
    },
    { why: "a malformed S3 URL", argv: ["--monitor", "a", "--sample", "s3://acme"], hint: "s3://bucket/key" },
  ])("are refused with $why", async ({ argv, hint }) => {
    const { status, err } = await plumbline("validate", folder.write("two.yaml", two), ...argv);
    expect(status).toBe(2);
    expect(err).toContain(hint);
  });

  it.each([
    { why: "empty", content: "", hint: "got an empty file" },
    { why: "binary", content: Uint8Array.of(1, 0, 2, 0), hint: "expects" },
    { why: "cut off", content: gzipSync(flatCaptures()).subarray(0, 400), hint: "complete gzip stream" },
  ])("are refused when a file is $why", async ({ content, hint }) => {
    const sample = folder.write("sample", content);
    const { status, err } = await plumbline(
      "validate",
      folder.write("two.yaml", two),
      "--monitor",
      "a",
      "--sample",
      sample,
    );
    expect(status).toBe(2);
    expect(err).toContain(hint);
  });

  it("check a time pattern against the key", async () => {
    const yaml = `monitors: { a: { captures: { format: jsonl }, columns: { time: { path: "dt={yyyy-MM-dd}" } }, reference: { live: 3d } } }`;
    const { status, sample } = await inspect(yaml, "--sample", folder.write("flat.jsonl", flatCaptures()));
    expect(status).toBe(0);
    expect(sample.problems[0]).toMatchObject({ path: "columns.time", severity: "warning" });
  });
});
