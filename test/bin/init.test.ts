import { mkdirSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { parseConfig } from "../../src/config/index.js";
import { plumbline, plumblineJson, TestFolder } from "./command-line.js";
import { csvOf, type Customer, customers, flatCaptures, sageMakerCaptures } from "./sample-data.js";

const folder = new TestFolder();
afterAll(() => {
  folder.remove();
});

const FEATURES: readonly (keyof Customer)[] = ["age", "state", "balance"];

/** The first monitor of what `init` writes, resolved. */
async function drafted(...options: string[]) {
  const { status, json } = await plumblineJson("init", "--out", "-", ...options);
  expect(status).toBe(0);
  const text = json["text"] as string;
  return { text, monitor: parseConfig(text, "draft.yaml").monitors[0]! };
}

describe("a first configuration", () => {
  it.each([
    { label: "churned, first", table: ["churned", ...FEATURES] as const },
    { label: "churned, last", table: [...FEATURES, "churned"] as const },
  ])("names headerless captures by the training table and finds the label: $label", async ({ table }) => {
    const captures = folder.write("a.jsonl", sageMakerCaptures(FEATURES));
    const reference = folder.write("train.csv", csvOf(table));
    const { text, monitor } = await drafted("--captures", captures, "--reference", reference, "--monitor", "churn");
    expect(monitor).toMatchObject({
      name: "churn",
      model: { task: "binary" },
      captures: { prefix: "churn/", format: "sagemaker-jsonl", bucket: null },
      columns: {
        input: { headerFrom: { key: "train.csv" }, drop: ["churned"] },
        output: { columns: { score: 0 } },
        id: { from: "metadata" },
        time: { from: "metadata" },
      },
      reference: { kind: "table", label: "churned" },
    });
    expect(text).toContain("# the label churned has 2 different values");
  });

  it("leaves the table's id out beside the label, of the payload's names and of the features", async () => {
    const captures = folder.write("a.jsonl", sageMakerCaptures(FEATURES));
    const table = csvOf([...FEATURES, "churned"]).split("\n");
    // No label by its name, and an id that is none by its values: two columns that the payload lacks.
    const withId = table.map((line, i) => (line === "" ? "" : i === 0 ? `customer_id,${line}` : `C${i % 7},${line}`));
    const reference = folder.write("train.csv", withId.join("\n"));
    const { monitor } = await drafted("--captures", captures, "--reference", reference);
    expect(monitor).toMatchObject({
      model: { task: "binary" },
      columns: { input: { drop: ["customer_id", "churned"] } },
      features: { ignore: ["customer_id"] },
      reference: { kind: "table", label: "churned" },
    });
  });

  it("finds id, time and prediction among the columns of flat records", async () => {
    const { monitor } = await drafted("--captures", folder.write("flat.jsonl.gz", gzipSync(flatCaptures())));
    expect(monitor).toMatchObject({
      captures: { format: "jsonl" },
      columns: {
        id: { from: "columns", columns: ["customer_id"] },
        time: { from: "column", column: "predicted_at" },
        prediction: "prediction",
      },
      features: { ignore: ["running"] },
      reference: { kind: "live", days: 14 },
    });
  });

  it("reads prefix, name and time from the key", async () => {
    mkdirSync(folder.at("forecasts/dt=2026-01-31"), { recursive: true });
    const file = folder.write("forecasts/dt=2026-01-31/part-0.csv", csvOf(FEATURES));
    const { monitor } = await drafted("--captures", file);
    expect(monitor).toMatchObject({
      name: "forecasts",
      captures: { format: "csv" },
      columns: { time: { from: "path", pattern: "dt={yyyy-MM-dd}" } },
      window: { size: "day" },
    });
  });

  it("says that hours are those of arrival where nothing holds a time", async () => {
    const { text, monitor } = await drafted("--captures", folder.write("plain.csv", csvOf(FEATURES)));
    expect(monitor.columns.time).toEqual({ from: "lastModified" });
    expect(text).toContain("hours are those of arrival");
  });

  it("asks for the names of headerless columns that no table gives", async () => {
    const { text } = await drafted("--captures", folder.write("bare.jsonl", sageMakerCaptures(FEATURES)));
    expect(text).toContain(`names for the ${FEATURES.length} headerless columns`);
  });

  it("knows several outputs by their names", async () => {
    const lines = customers.map(({ age, churned }, i) => {
      const body = (json: unknown) => ({ encoding: "JSON", data: JSON.stringify(json) });
      const captureData = {
        endpointInput: body({ instances: [{ age, zip_code: 10_000 + ((i * 31) % 97) }] }),
        endpointOutput: body({ predictions: [{ score: 0.1 + churned / 2, predicted_label: churned }] }),
      };
      return JSON.stringify({
        captureData,
        eventMetadata: { eventId: `e${i}`, inferenceTime: "2026-01-05T00:00:00Z" },
      });
    });
    const { monitor } = await drafted("--captures", folder.write("json.jsonl", lines.join("\n")));
    expect(monitor).toMatchObject({
      model: { task: "binary" },
      columns: { output: { columns: { score: "score", class: "predicted_label" } } },
      features: { types: { zip_code: "categorical" } },
    });
  });

  it("names the next command so that it can be copied", async () => {
    const captures = folder.write("my captures.jsonl", sageMakerCaptures(FEATURES));
    const out = folder.at("next.yaml");
    const { out: said } = await plumbline("init", "--captures", captures, "--monitor", "churn", "--out", out);
    expect(said).toContain(`  npx plumbline validate '${out}' --sample '${captures}'\n`);
  });

  it("is accepted by validate as it stands", async () => {
    const captures = folder.write("a.jsonl", sageMakerCaptures(FEATURES));
    const reference = folder.write("train.csv", csvOf(["churned", ...FEATURES]));
    const out = folder.at("fresh.yaml");
    const data = ["--reference", reference];
    expect(await plumbline("init", "--captures", captures, ...data, "--monitor", "churn", "--out", out)).toMatchObject({
      status: 0,
      err: "",
    });
    const checked = await plumbline("validate", out, "--sample", captures, ...data);
    expect(checked.status).toBe(0);
    expect(checked.out).toContain("put the name of a bucket in the place of your-bucket");
    expect(await plumbline("deploy", "--config", out)).toMatchObject({
      status: 2,
      err: ["columns.input.headerFrom", "reference.table"]
        .map((path) => `${out}: monitors.churn.${path}: put the name of a bucket in the place of your-bucket\n`)
        .join(""),
    });
  });
});

describe("an existing file", () => {
  const captures = () => ["--captures", folder.write("plain.csv", csvOf(FEATURES))];

  it("is never overwritten without --force", async () => {
    const out = folder.write("mine.yaml", "# mine\n");
    const { status, err } = await plumbline("init", ...captures(), "--out", out);
    expect(status).toBe(2);
    expect(err).toContain("it is there already; --force replaces it");
    expect(folder.read("mine.yaml")).toBe("# mine\n");
    expect((await plumbline("init", ...captures(), "--out", out, "--force")).status).toBe(0);
    expect(folder.read("mine.yaml")).toContain("monitors:");
  });
});

describe("samples that say nothing", () => {
  it.each([
    { why: "missing", make: () => folder.at("nowhere"), hint: "no such file" },
    { why: "empty", make: () => folder.write("empty", ""), hint: "got an empty file" },
    {
      why: "binary",
      make: () => folder.write("binary", Uint8Array.of(0, 9, 0, 9)),
      hint: "expects one of the formats",
    },
    { why: "a text", make: () => folder.write("text", "hello\nworld\n"), hint: "expects captures of several columns" },
    { why: "broken", make: () => folder.write("broken.jsonl", '{"captureData": \n{"captureData": \n'), hint: "line 1" },
    { why: "a folder", make: () => folder.path, hint: "is a folder; name a file, for example" },
  ])("are refused: $why", async ({ make, hint }) => {
    const { status, err } = await plumbline("init", "--captures", make(), "--out", "-");
    expect(status).toBe(2);
    expect(err).toContain(hint);
  });

  it("include a name that no monitor may have", async () => {
    const captures = folder.write("plain.csv", csvOf(FEATURES));
    const { status, err } = await plumbline("init", "--captures", captures, "--out", "-", "--monitor", "My Model");
    expect(status).toBe(2);
    expect(err).toContain("a monitor name of 1 to 40 characters");
  });
});
