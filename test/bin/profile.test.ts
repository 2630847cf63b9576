import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { parseProfile } from "../../src/core/profile/serialise.js";
import { plumbline, plumblineJson, TestFolder } from "./command-line.js";
import { csvOf, flatCaptures, ROWS, sageMakerCaptures } from "./sample-data.js";

const folder = new TestFolder();
afterAll(() => {
  folder.remove();
});

describe("profile", () => {
  it("shows type, missing values, moments, quantiles and frequent values of each column", async () => {
    // 1, 2, 3, 4 and a missing one: mean 2.5, sd sqrt(5 / 3) = 1.29099, lower median 2.
    const file = folder.write("t.csv", "x,plan\n1,a\n2,a\n,a\n3,b\n4,\n");
    const { status, out } = await plumbline("profile", file);
    expect(status).toBe(0);
    const rows = out.split("\n").map((line) => line.trim().split(/\s+/));
    expect(rows[2]!.slice(0, 12)).toEqual(["x", "number", "4", "1", "2.5", "1.291", "1", "1", "2", "3", "4", "4"]);
    expect(out).toMatch(/plan +text +4 +1 .* 2 {2}a 75 %, b 25 %/);
    expect(out).toContain("5 records read = 5 used + 0 rejected");
  });

  it("sums files of any format up, and tells where records were rejected", async () => {
    const plain = folder.write("a.csv", "x,y\n1,2\n3\n5,6\n");
    const zipped = folder.write("b.csv.gz", gzipSync("x,y\n7,8\n9\n"));
    const empty = folder.write("c.csv", "");
    const { status, json } = await plumblineJson("profile", plain, zipped, empty);
    expect(status).toBe(0);
    expect(json).toMatchObject({
      files: [
        { name: plain, format: "csv", used: 2, rejected: 1 },
        { name: zipped, format: "csv", used: 1, rejected: 1 },
        { name: empty, format: null, used: 0, rejected: 0 },
      ],
      records: {
        read: 5,
        used: 3,
        rejected: 2,
        rejectedByReason: { "ragged-row": 2 },
        rejectedFirst: [
          { file: plain, line: 3, reason: "ragged-row" },
          { file: zipped, line: 3, reason: "ragged-row" },
        ],
      },
      // 1, 5 and 7.
      columns: [{ name: "x", count: 3, numbers: { mean: 13 / 3, quantiles: { min: 1, median: 5, max: 7 } } }, {}],
    });
  });

  it("names headerless captures by the reference and counts them on its bins, as the monitor would", async () => {
    const captures = folder.write("a.jsonl", sageMakerCaptures(["age", "state"]));
    const reference = folder.write("train.csv", csvOf(["churned", "age", "state", "plan"]));
    const yaml = `
monitors:
  churn:
    captures: { format: sagemaker-jsonl }
    columns:
      input: { headerFrom: "s3://acme/train.csv", drop: [churned, plan] }
      output: { score: 0 }
    reference: { table: "s3://acme/train.csv", label: churned }
`;
    const config = folder.write("p.yaml", yaml);
    const { status, json } = await plumblineJson("profile", captures, "--config", config, "--reference", reference);
    expect(status).toBe(0);
    const columns = json["columns"] as { name: string; bins: { counts: number[]; referenceCounts: number[] } | null }[];
    expect(columns.map(({ name }) => name)).toEqual(["age", "state", "score"]);
    // The same customers on both sides.
    expect(columns[0]!.bins!.counts).toEqual(columns[0]!.bins!.referenceCounts);
    expect(columns[0]!.bins!.counts.reduce((a, b) => a + b, 0)).toBe(ROWS);
    expect(json).toMatchObject({ reference: { records: ROWS, changes: [{ kind: "new-column", column: "score" }] } });
  });

  it("writes the engine's own bytes, or the report where the name ends in .json", async () => {
    const file = folder.write("flat.jsonl", flatCaptures());
    expect((await plumbline("profile", file, "--out", folder.at("p.profile"))).status).toBe(0);
    expect(parseProfile(readFileSync(folder.at("p.profile"))).records).toBe(ROWS);
    const { json } = await plumblineJson("profile", file, "--out", folder.at("p.json"));
    expect(JSON.parse(folder.read("p.json"))).toEqual(json);
  });

  it.each([
    { why: "missing", make: () => folder.at("nope.csv"), message: "no such file" },
    { why: "a folder", make: () => folder.path, message: "is a folder" },
    { why: "empty", make: () => folder.write("e.csv", ""), message: "expects records, got none" },
    { why: "binary", make: () => folder.write("b.bin", Uint8Array.of(0, 1, 2, 250)), message: "one of the formats" },
    { why: "bad gzip", make: () => folder.write("g.gz", Uint8Array.of(31, 139, 8, 0, 9, 9)), message: "gzip" },
    { why: "all rejected", make: () => folder.write("r.jsonl", "{bad\n{worse\n"), message: "0 used + 2 rejected" },
  ])("ends with bad input when the file is $why", async ({ make, message }) => {
    const { status, out, err } = await plumbline("profile", make());
    expect(status).toBe(2);
    expect(out + err).toContain(message);
  });

  it.each([
    { why: "an unknown format", options: ["--format", "cvs"], message: "capture format expects one of" },
    { why: "a monitor without configuration", options: ["--monitor", "a"], message: "--monitor expects --config" },
    { why: "output over its own input", options: ["--out", "INPUT"], message: "--out expects another file" },
    { why: "output that can't be written", options: ["--out", "/no/such/folder/x"], message: "can be written" },
  ])("refuses $why", async ({ options, message }) => {
    const file = folder.write("ok.csv", "x\n1\n");
    const { status, err } = await plumbline("profile", file, ...options.map((each) => each.replace("INPUT", file)));
    expect(status).toBe(2);
    expect(err).toContain(message);
    expect(folder.read("ok.csv")).toBe("x\n1\n");
  });
});
