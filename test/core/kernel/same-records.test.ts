import { describe, expect, it } from "vitest";
import type { ByteSource, DecodeOptions } from "../../../src/contracts/decoding.js";
import { CellKind, type RecordBatch } from "../../../src/contracts/records.js";
import { SeededRandom } from "../../../src/core/summaries/hashing.js";
import { decodeEvents } from "../../../src/core/decode/sagemaker-jsonl.js";
import { createRejectLog } from "../../../src/core/decode/reject-log.js";
import { captureLine, randomNumbers } from "../../../bench/decode/captures.js";
import { sourceOf } from "../decode/read-records.js";
import { bothWays, event, profileDigests } from "./captures.js";

const random = new SeededRandom(11);
const below = (limit: number): number => random.bits(30) % limit;
const pick = <T>(from: readonly T[]): T => from[below(from.length)]!;

/** Cells of every kind, usual and odd; the long ones don't fit the kernel's memory of texts. */
const CELLS: readonly (() => string)[] = [
  () => String(below(90)),
  () => `-${below(1e6)}.${below(100)}`,
  () => String(below(2 ** 30) / 2 ** 30),
  () => pick(["", "NA", "nan", "true", "False", "None", " 7 ", "+5", "1e-7", ".5", "5.", "007", "inf", "-"]),
  () => pick(["ok", "größe", "日本", "a b c", "x".repeat(31), "y".repeat(32), "z".repeat(33), "w".repeat(400)]),
  () => `sku-${below(3_000)}`,
  () => `id-${random.bits(32)}`,
  () => pick(["12345678901234567890", "9007199254740993", "0.10", "3.9", "9.10", "1234567890123"]),
];
const row = (): string => CELLS.map((cell) => cell()).join(",");

/** Mostly lines that fit one template, and every thousandth or so one that doesn't, in each of many ways. */
function line(number: number): string {
  const time = new Date(1.7e12 + number * 7_000 + (below(50) === 0 ? 1e7 : 0)).toISOString();
  const usual = event(row(), String(below(100) / 100), number, time.replace(/\.\d+Z$/, "Z"));
  const odd: readonly (() => string)[] = [
    () => event(row(), "0.5", number, time),
    () => event(`${row()}\n${row()}\r\n${row()}\n`, "1\n2\n3", number),
    () => event(`"quoted, ${number}",${row()}`, "1", number),
    () => event(",,,,,,,", "1", number),
    () => event(row().replace(/,[^,]*$/, ""), "1", number),
    () => event("a,b,c,d,e,f,g,h", "1", number),
    () => usual.replace("endpointOutput", "endpointOther"),
    () => usual.slice(0, -1),
    () => "",
    () => usual.replace('"eventId"', '"inferenceId":"caller","eventId"'),
    () => usual.replace("2023", "yyyy"),
  ];
  return below(40) === 0 ? pick(odd)() : usual;
}

function capture(lines: number, lineBreak = "\n"): Buffer {
  return Buffer.from(Array.from({ length: lines }, (_, i) => line(i) + lineBreak).join(""));
}

describe("the kernel", () => {
  const mixed = capture(6_000);
  const options: readonly DecodeOptions[] = [
    {},
    { metadata: "time", input: { header: ["a", "b", "c", "d", "e", "f", "g", "h"] } },
    { metadata: false, textColumns: ["c0", "c3", "output"], ignore: ["c4", "c7"] },
    { limits: { maxColumns: 3, maxLineBytes: 700 } },
    { csv: { decimal: "," } },
  ];

  it.each(options.map((each, i) => ({ each, i })))(
    "reads usual and odd lines as TypeScript does: records, ids, times, rejects and batches (options $i)",
    async ({ each }) => {
      const { kernel, plain } = await bothWays(() => sourceOf(mixed, [65_536]), each);
      expect(kernel.records.length).toBeGreaterThan(5_000);
      expect(kernel).toEqual(plain);
    },
  );

  it.each([
    { why: "in one piece, larger than its window", sizes: [1 << 24] },
    { why: "in pieces of a few lines", sizes: [3_000, 1, 5_000] },
    { why: "in pieces smaller than a line", sizes: [211] },
  ])("reads a capture that comes $why", async ({ sizes }) => {
    const { kernel, plain } = await bothWays(() => sourceOf(mixed, sizes));
    expect(kernel).toEqual(plain);
  });

  it.each([
    { why: "CRLF", bytes: capture(400, "\r\n") },
    { why: "a last line without a break", bytes: capture(400).subarray(0, -1) },
    {
      why: "lines longer than half of its window, and than all of it",
      bytes: Buffer.from(
        Array.from({ length: 24 }, (_, i) => event(`1,${"x".repeat([10, 140_000, 300_000][i % 3]!)}`, "1", i)).join(
          "\n",
        ),
      ),
    },
    {
      why: "more texts than a batch may hold",
      bytes: Buffer.from(
        Array.from({ length: 700 }, (_, i) => event(`${i},${String(i).repeat(9_000)}`, "1", i)).join("\n"),
      ),
    },
    {
      why: "events of more rows than a block, or a batch, has",
      bytes: Buffer.from(
        [3, 900, 1_100, 2_047, 2_049, 5_000, 2, 2].map((rows, i) => event(rowsOf(rows), rowsOf(rows), i)).join("\n"),
      ),
    },
    {
      why: "a thousand columns, and more than it has room for",
      bytes: Buffer.from(
        [1_000, 1_023, 1_500]
          .flatMap((width) =>
            Array.from({ length: 90 }, (_, i) => event(Array(width).fill(`${i}`).join(","), `${i}.5`, i)),
          )
          .join("\n"),
      ),
    },
    {
      why: "two ways of writing that take turns",
      bytes: Buffer.from(
        Array.from({ length: 600 }, (_, i) =>
          i % 3 === 0 ? event(`${i},a`, "1", i) : event(`${i},b`, "1", i).replace('"eventVersion":"0"', '"v":1'),
        ).join("\n"),
      ),
    },
  ])("reads $why as TypeScript does", { timeout: 30_000 }, async ({ bytes }) => {
    const { kernel, plain } = await bothWays(() => sourceOf(bytes, [1 << 20]), { limits: { maxColumns: 2_000 } });
    expect(kernel.records.length).toBeGreaterThan(20);
    expect(kernel).toEqual(plain);
  });

  it("makes the same bytes of a profile", async () => {
    const numbers = randomNumbers(3);
    const text = Array.from({ length: 20_000 }, (_, i) => `${captureLine(numbers, 100 * i)}\n`).join("");
    const source = (): ByteSource => sourceOf(text, [1 << 18]);
    const stored = await profileDigests(source(), true);
    expect(stored.length).toBe(6);
    expect(stored).toEqual(await profileDigests(source(), false));
    expect(await profileDigests(sourceOf(mixed), true)).toEqual(await profileDigests(sourceOf(mixed), false));
  });

  it("serves captures that are read at the same time", async () => {
    const { plain } = await bothWays(() => sourceOf(mixed, [30_000]));
    const open = (bytes: Buffer): AsyncIterator<RecordBatch> =>
      decodeEvents(sourceOf(bytes, [30_000]), {}, createRejectLog(), true)[Symbol.asyncIterator]();
    const [first, second] = [open(mixed), open(capture(4_000))];
    const texts: string[] = [];
    for (let step = await first.next(); step.done !== true; step = await first.next()) {
      const before = textsOf(step.value);
      await second.next();
      // The batch stands until the next one of its own capture is asked for.
      expect(textsOf(step.value)).toEqual(before);
      texts.push(...before);
    }
    expect(texts).toEqual(plain.records.map((record) => String(record["c5"])));
  });
});

function rowsOf(count: number): string {
  return Array.from({ length: count }, (_, i) => i % 700).join("\n");
}

/** The texts of column c5. */
function textsOf({ columns, rows }: RecordBatch): string[] {
  const { kinds, codes, dictionary } = columns.find(({ name }) => name === "c5")!;
  return Array.from({ length: rows }, (_, row) =>
    kinds[row] === CellKind.text ? dictionary[codes[row]!]! : "undefined",
  );
}
