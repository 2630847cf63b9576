import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { plumbline, plumblineJson } from "./command-line.js";

const SAMPLES = fileURLToPath(new URL("./fixtures/samples/", import.meta.url));
const DECODED = fileURLToPath(new URL("../core/decode/fixtures/", import.meta.url));

/** Everything that lies in a folder, but what only explains it. */
function filesOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.expected\.json$|\.py$/.test(entry.name))
    .map(({ name }) => join(folder, name));
}

describe("profile of the samples", () => {
  // Every one of them has an expectation of what it holds in test/core/decode; here: that the command gets through.
  it.each([...filesOf(DECODED), ...filesOf(join(DECODED, "parquet"))].filter((file) => !file.endsWith(".md")))(
    "reads %s",
    async (file) => {
      const { status, json } = await plumblineJson("profile", file);
      if (basename(file) === "no-rows.parquet") {
        expect(json).toMatchObject({
          error: { message: expect.stringContaining("expects records, got none") as string },
        });
        return;
      }
      expect(status).toBe(0);
      const { read, used, rejected } = json["records"] as Record<string, number>;
      expect(used).toBeGreaterThan(0);
      expect(read).toBe(used! + rejected!);
      expect(json["doubt"]).toBeNull();
    },
  );

  const DOCUMENT = /is one JSON document over several lines .*expects a JSON object a line, or one JSON array of them/;
  const told: readonly { file: string; status: number; says: RegExp }[] = [
    // Four events: two captures of 1 and of 334 records, two of batch transforms without the sides of an endpoint.
    { file: "merged_ground_truth_records.json", status: 0, says: /337 records read = 335 used \+ 2 rejected/ },
    { file: "constraint_violations.json", status: 2, says: /\(version, violations\)/ },
    { file: "clarify_bias.json", status: 2, says: DOCUMENT },
    { file: "iris-input.json", status: 2, says: DOCUMENT },
    { file: "tfevents_golden.bin", status: 2, says: /expects one of the formats parquet, .*csv/ },
    { file: "penguin_schema.pbtxt", status: 0, says: /is this data\? each line is one text/ },
    { file: "triton_trtllm_metrics_readme.prom", status: 0, says: /is this data\? 32 of the 63 lines/ },
    { file: "SOURCES.md", status: 0, says: /is this data\?/ },
  ];

  it.each(told)("tells what $file is", async ({ file, status, says }) => {
    const ended = await plumbline("profile", join(SAMPLES, file));
    expect(ended.status).toBe(status);
    expect(ended.out + ended.err).toMatch(says);
  });

  it("is tried on every file of the folder", () => {
    expect(
      filesOf(SAMPLES)
        .map((file) => basename(file))
        .sort(),
    ).toEqual(told.map(({ file }) => file).sort());
  });
});
