import { expect, it } from "vitest";
import { captureFormats } from "../../../src/core/decode/registry.js";
import { describeFormat, type FormatSample } from "./conformance.js";
import { fixture } from "./corpus.js";

const ROWS = Array.from({ length: 3000 }, (_, i) => i);
const TEXT = { records: ROWS.length, detectable: true, text: true } as const;

function lines(line: (row: number) => string): Uint8Array {
  return Buffer.from(ROWS.map((row) => `${line(row)}\n`).join(""));
}

function event(row: number): string {
  const side = (data: string): string =>
    `{"observedContentType":"text/csv","data":${JSON.stringify(data)},"encoding":"CSV"}`;
  const sides = `"endpointInput":${side(`${row},w${row % 9},${row / 8}`)},"endpointOutput":${side(`0.${row}`)}`;
  return `{"captureData":{${sides}},"eventMetadata":{"eventId":"e${row}","inferenceTime":"2024-01-01T00:00:00Z"}}`;
}

const samples: readonly FormatSample[] = [
  { ...TEXT, name: "sagemaker-jsonl", column: "c0", bytes: lines(event) },
  {
    ...TEXT,
    name: "sagemaker-batch",
    column: "output.a",
    detectable: false,
    bytes: lines((row) => `{"a":${row},"b":"w${row % 9}"}`),
  },
  {
    ...TEXT,
    name: "jsonl",
    column: "a",
    bytes: lines((row) => `{"a":${row},"b":"w${row % 9}","c":[${row / 8},null]}`),
  },
  {
    ...TEXT,
    name: "csv",
    column: "a",
    bytes: Buffer.concat([Buffer.from("a,b,c\n"), lines((row) => `${row},"w${row % 9}",${row / 8}`)]),
  },
  {
    name: "parquet",
    column: "delta",
    records: 3000,
    detectable: true,
    text: false,
    bytes: fixture("parquet/encodings.parquet"),
  },
];

for (const sample of samples) describeFormat(sample);

it("every format of the registry is held to the laws", () => {
  expect(samples.map(({ name }) => name).sort()).toEqual([...captureFormats.names].sort());
});
