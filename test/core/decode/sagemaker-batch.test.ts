import { describe, expect, it } from "vitest";
import { UnreadableSourceError } from "../../../src/contracts/errors.js";
import { readManifest } from "../../../src/core/decode/capture/manifest.js";
import { decode, sourceOf } from "./read-records.js";

const MANIFEST = '[{"prefix":"s3://bucket/transform-output/"},"test-dataset.jsonl.out","part 2.csv.out"]';
const ID = "0b7bfd33-c8a7-4adf-a09a-98fd0af79974";
const TIME = "2023-01-19T06:04:56Z";

describe("manifest", () => {
  it("lists the files that a transform read or wrote", async () => {
    expect(await readManifest(sourceOf(MANIFEST))).toEqual([
      "s3://bucket/transform-output/test-dataset.jsonl.out",
      "s3://bucket/transform-output/part 2.csv.out",
    ]);
  });

  it("is told from other content", async () => {
    expect(await readManifest(sourceOf('{"a":1}\n'))).toBeNull();
    expect(await readManifest(sourceOf('[{"prefix":"x"}]'))).toBeNull();
  });

  it.each([
    { why: "cut off", text: MANIFEST.slice(0, -5) },
    { why: "a file that is no name", text: '[{"prefix":"s3://b/"},7]' },
  ])("is unreadable when $why", async ({ text }) => {
    await expect(readManifest(sourceOf(text))).rejects.toThrow(UnreadableSourceError);
  });

  it("holds no records itself and says where they are", async () => {
    await expect(decode(MANIFEST)).rejects.toThrow(/manifest that lists files/);
  });
});

describe("transform output", () => {
  it.each([
    { why: "CSV without join: all cells are output", text: "0.5\n0.7\n", records: [{ output: 0.5 }, { output: 0.7 }] },
    {
      why: "CSV joined with its input",
      text: "1,x,0.5\n2,y,0.7\n",
      options: { input: { header: ["n", "w"] } },
      records: [
        { n: 1, w: "x", output: 0.5 },
        { n: 2, w: "y", output: 0.7 },
      ],
    },
    { why: "JSON lines without join", text: '{"score":0.5}\n', records: [{ "output.score": 0.5 }] },
    {
      why: "JSON lines joined",
      text: '{"features":[1,2],"SageMakerOutput":{"score":0.5}}\n',
      options: { input: { header: ["a", "b"] } },
      records: [{ a: 1, b: 2, "output.score": 0.5 }],
    },
  ])("$why", async ({ text, options, records }) => {
    const decoded = await decode(text, "sagemaker-batch", options);
    expect(decoded.records).toEqual(records);
    expect(decoded.ids).toEqual(records.map(() => null));
  });

  it.each([
    { why: "two last cells of CSV", text: `1,0.5,${ID},${TIME}\n` },
    {
      why: "two keys of JSON",
      text: `{"c0":1,"SageMakerOutput":0.5,"SageMakerInferenceId":"${ID}","SageMakerInferenceTime":"${TIME}"}\n`,
    },
  ])("takes id and time from GenerateInferenceId: $why", async ({ text }) => {
    const decoded = await decode(text, "sagemaker-batch", { input: { header: ["c0"] } });
    expect(decoded.records).toEqual([{ c0: 1, output: 0.5 }]);
    expect(decoded.ids).toEqual([ID]);
    expect(decoded.times).toEqual([Date.UTC(2023, 0, 19, 6, 4, 56)]);
  });

  it("rejects a broken line and keeps the others", async () => {
    const { records, rejects } = await decode('{"p":1}\n{oops\n{"p":2}\n', "sagemaker-batch");
    expect(records).toHaveLength(2);
    expect(rejects.byReason).toEqual({ malformed: 1 });
  });
});
