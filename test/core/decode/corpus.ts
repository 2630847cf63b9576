import { readFileSync } from "node:fs";
import type { DecodeOptions } from "../../../src/contracts/decoding.js";

const FOLDER = new URL("./fixtures/", import.meta.url);

export function fixture(name: string): Buffer {
  return readFileSync(new URL(name, FOLDER));
}

/** The first lines of a fixture: enough shape for a mutation to matter, few enough to run many. */
function head(name: string, lines: number): Buffer {
  return Buffer.from(fixture(name).toString("utf8").split("\n").slice(0, lines).join("\n") + "\n");
}

interface SideText {
  readonly data: string;
  readonly encoding: "CSV" | "JSON";
}

function event(number: number, input: SideText | null, output: SideText | null, extra = ""): string {
  const side = (mode: string, { data, encoding }: SideText): string =>
    `{"observedContentType":"application/${encoding.toLowerCase()}","mode":"${mode}","data":${JSON.stringify(data)},"encoding":"${encoding}"}`;
  const sides = [
    input && `"endpointInput":${side("INPUT", input)}`,
    output && `"endpointOutput":${side("OUTPUT", output)}`,
  ];
  return (
    `{"captureData":{${sides.filter((part) => part !== null).join(",")}},` +
    `"eventMetadata":{${extra}"eventId":"event-${number}","inferenceTime":"2024-01-01T00:${String(number % 60).padStart(2, "0")}:07Z"},"eventVersion":"0"}`
  );
}

const csv = (data: string): SideText => ({ data, encoding: "CSV" });
const json = (data: string): SideText => ({ data, encoding: "JSON" });

function events(line: (n: number) => string): Buffer {
  return Buffer.from(Array.from({ length: 8 }, (_, n) => `${line(n)}\n`).join(""));
}

/** The records of JSON lines as one indented array. */
function arrayOf(lines: Buffer): Buffer {
  const records = lines.toString("utf8").trimEnd().split("\n");
  return Buffer.from(
    JSON.stringify(
      records.map((record) => JSON.parse(record) as unknown),
      null,
      1,
    ),
  );
}

/** Captures in every way of writing that the quick scan knows, and some that it leaves alone. */
export const CAPTURES: readonly Buffer[] = [
  head("csv-endpoint.sagemaker.jsonl", 3),
  fixture("jsonlines-endpoint.sagemaker.jsonl"),
  fixture("instances-endpoint.sagemaker.jsonl"),
  events((n) => event(n, csv(`${n},x${n % 3},0.${n}10,NA,true`), csv(`0.0363977253437042${n}`))),
  events((n) => event(n, csv(`${n},a\n${n},b\n`), csv(`0.${n}\n0.5`), `"inferenceId":"id-${n}","latency":${n}.5,`)),
  events((n) =>
    event(n, json(`{"a":${n},"b":"x${n}","c":[${n},null],"d":{"e":true}}`), json(`{"p":0.${n},"label":"y"}`)),
  ),
  events((n) => event(n, json(`{"a":${n}}\n{"a":2}`), json(`{"predictions": [0.1, 0.${n}]}`))),
  events((n) =>
    event(
      n,
      json(
        `{"instances": [${Array(1 + (n % 3))
          .fill(`[1, ${n}, "z"]`)
          .join(", ")}]}`,
      ),
      json(JSON.stringify(Array(1 + (n % 3)).fill(0.5))),
    ),
  ),
  events((n) => event(n, json(`{"lon":[${n},2],"lat":[3,4]}`), csv("1,2"))),
  events((n) => event(n, n % 2 ? csv(`${n},"quoted, ${n}"`) : csv(`${n},bare`), null)),
  events((n) => event(n, null, json(`[0.${n}, 1e-0${n}]`))),
  arrayOf(events((n) => event(n, csv(`${n},x${n % 3}`), csv(`0.${n}`)))),
];

export const JSON_LINES: readonly Buffer[] = [
  head("adult-features.jsonl", 6),
  Buffer.from(
    '{"a":1,"b":"x","c":true}\n{"a":2.5,"b":"y","c":false}\n{"a":null,"b":"","c":null}\n{"a":3,"b":"zz","c":true}\n',
  ),
  Buffer.from(
    '{"n":{"x":1,"y":[1,"two",3.0]},"s":"größe"}\n{"n":{"x":-0.5,"y":[4,"five",6]},"s":"straße"}\n'.repeat(3),
  ),
  Buffer.from('[1,"a",0.10]\n[2,"b",1e5]\n[3,"c",12345678901234567890]\n'),
  arrayOf(head("adult-features.jsonl", 6)),
  Buffer.from('{"a":1}\n{"b":2}\n{"a":3,"b":4}\n{"b":5,"a":6}\n{"a":7}\n{"2":1,"1":2}\n'),
];

export const CSV_FILES: readonly Buffer[] = [
  head("churn-mangled-header.csv", 4),
  head("marketplace-baseline.csv", 70),
  Buffer.from(`a,b,c\n${Array.from({ length: 80 }, (_, i) => `${i},x${i % 5},0.${i}`).join("\n")}\n`),
  Buffer.from(
    `id,"note",price\r\n${Array.from({ length: 80 }, (_, i) => `${i},"said ""${i}"", then\nleft",${i}.10`).join("\r\n")}\r\n`,
  ),
  Buffer.from(`x;y\n${Array.from({ length: 80 }, (_, i) => `${i};"q${i}"`).join("\n")}`),
];

/** Options under which every document is read. */
export const OPTIONS: readonly DecodeOptions[] = [
  {},
  {
    input: { header: ["a", "b", "c", "d", "e"] },
    output: { columns: { score: 0, other: "$.p" } },
    textColumns: ["a", "score"],
  },
  { input: { header: ["a", "b"] }, ignore: ["b", "c1"], metadata: "time", limits: { maxColumns: 4 } },
  {
    input: { rows: "$.instances[*]" },
    output: { rows: "$.predictions[*]", header: ["output"] },
    limits: { maxLineBytes: 300, maxDepth: 3 },
  },
];
