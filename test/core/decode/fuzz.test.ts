import fc from "fast-check";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { ByteSource, DecodeOptions } from "../../../src/contracts/decoding.js";
import { PlumblineError, UnreadableSourceError } from "../../../src/contracts/errors.js";
import type { RecordBatch, RejectLog } from "../../../src/contracts/records.js";
import { decodeCsv } from "../../../src/core/decode/csv.js";
import { decodeJsonLines } from "../../../src/core/decode/jsonl.js";
import { decodeEvents } from "../../../src/core/decode/sagemaker-jsonl.js";
import { CAPTURES, CSV_FILES, fixture, JSON_LINES, OPTIONS } from "./corpus.js";
import { MemoryWatch } from "./memory-watch.js";
import { mutated } from "./mutations.js";
import { collect, decode, sourceOf, type Decoded } from "./read-records.js";

/**
 * How many hostile inputs each of the seven properties gets. The default keeps the suite short; the long mode (210,000
 * inputs) is `PLUMBLINE_FUZZ_RUNS=30000 npx vitest run test/core/decode/fuzz.test.ts`. A fixed seed makes every run the
 * same; PLUMBLINE_FUZZ_SEED takes another.
 */
const RUNS = Number(process.env["PLUMBLINE_FUZZ_RUNS"] ?? 600);
const SEED = Number(process.env["PLUMBLINE_FUZZ_SEED"] ?? 20);
const TIMEOUT_MS = 60_000 + 150 * RUNS;

type Decode = (source: ByteSource, options: DecodeOptions, rejects: RejectLog) => AsyncIterable<RecordBatch>;

const formats: readonly {
  readonly name: string;
  readonly documents: readonly Buffer[];
  /** The quickest way first, the plain way last. */
  readonly ways: readonly Decode[];
}[] = [
  {
    name: "sagemaker-jsonl",
    documents: CAPTURES,
    ways: [
      (source, options, rejects) => decodeEvents(source, options, rejects, true),
      (source, options, rejects) => decodeEvents(source, options, rejects, true, null),
      (source, options, rejects) => decodeEvents(source, options, rejects, false),
    ],
  },
  {
    name: "jsonl",
    documents: JSON_LINES,
    ways: [true, false].map((quick) => (source, options, rejects) => decodeJsonLines(source, options, rejects, quick)),
  },
  {
    name: "csv",
    documents: CSV_FILES,
    ways: [true, false].map((quick) => (source, options, rejects) => decodeCsv(source, options, rejects, quick)),
  },
];

const chunks = fc.array(fc.integer({ min: 1, max: 2000 }), { minLength: 1, maxLength: 3 });

describe.each(formats)("$name", ({ documents, ways }) => {
  const expectEqual = async (bytes: Uint8Array, options: DecodeOptions, sizes: readonly number[]): Promise<void> => {
    const outcomes = await Promise.all(
      ways.map((decodeBytes) => outcome((log) => decodeBytes(sourceOf(bytes, sizes), options, log))),
    );
    for (const each of outcomes.slice(0, -1)) expect(each).toEqual(outcomes.at(-1));
  };

  it.each(OPTIONS.map((options, i) => ({ options, i })))(
    "reads the corpus the quick ways as the plain way does (options $i)",
    async ({ options }) => {
      for (const document of documents) await expectEqual(document, options, [65_536]);
    },
  );

  it(
    "reads whatever comes the quick ways as the plain way does, however the bytes arrive",
    { timeout: TIMEOUT_MS },
    async () => {
      const memory = new MemoryWatch(RUNS);
      await fc.assert(
        fc.asyncProperty(mutated(documents), fc.constantFrom(...OPTIONS), chunks, async (bytes, options, sizes) => {
          memory.count();
          await expectEqual(bytes, options, sizes);
        }),
        { seed: SEED, numRuns: RUNS },
      );
      memory.end("quick and plain");
    },
  );

  it("loses no line: every one is used or rejected", { timeout: TIMEOUT_MS }, async () => {
    const memory = new MemoryWatch(RUNS);
    await fc.assert(
      fc.asyncProperty(mutated(documents), chunks, async (bytes, sizes) => {
        memory.count();
        const decoded = await outcome((log) => ways[0]!(sourceOf(bytes, sizes), {}, log));
        if (typeof decoded !== "string") expectAccounted(decoded, bytes);
      }),
      { seed: SEED + 1, numRuns: RUNS },
    );
    memory.end("accounting");
  });
});

describe("damaged Parquet and gzip", () => {
  const parquet = [
    "types-snappy",
    "types-zstd",
    "types-v2",
    "encodings",
    "nested",
    "types-gzip",
    "types-lz4",
    "types-brotli",
  ].map((name) => fixture(`parquet/${name}.parquet`));

  it("is decoded or unreadable, never a crash or a hang", { timeout: TIMEOUT_MS }, async () => {
    const documents = [...parquet, ...CAPTURES.map((text) => gzipSync(text))];
    const memory = new MemoryWatch(RUNS);
    await fc.assert(
      fc.asyncProperty(mutated(documents), async (bytes) => {
        memory.count();
        const error = await decode(bytes).then(
          () => null,
          (thrown: unknown) => thrown,
        );
        if (error !== null) expect(error).toBeInstanceOf(UnreadableSourceError);
      }),
      { seed: SEED + 2, numRuns: RUNS },
    );
    memory.end("damaged");
  });
});

/** What came of it: records and rejects, or the code of the error. */
async function outcome(open: (log: RejectLog) => AsyncIterable<RecordBatch>): Promise<Decoded | string> {
  try {
    return await collect(open);
  } catch (error) {
    if (error instanceof PlumblineError) return error.code;
    throw error;
  }
}

/** Lines that hold something are records, rejects, a header, or a part of a quoted cell. */
function expectAccounted(decoded: Decoded, bytes: Uint8Array): void {
  const text = Buffer.from(bytes)
    .toString("latin1")
    .replace(/^\u00ef\u00bb\u00bf/, "");
  // An array's records are elements, not lines; json-lines.test.ts counts them.
  if (/^\s*\[/.test(text)) return;
  const lines = text.split("\n").filter((line) => line.replace(/[ \t\r]/g, "") !== "").length;
  const accounted = decoded.records.length + decoded.rejects.total;
  if (!text.includes('"') || text.includes('"captureData"')) {
    const header = text.includes('"') ? 0 : 1;
    expect(accounted).toBeGreaterThanOrEqual(lines - header);
  }
  if (!text.includes("endpoint") && !text.includes('"')) expect(accounted).toBeLessThanOrEqual(lines);
  expect(decoded.rejects.samples.every(({ line }) => line >= 1)).toBe(true);
}
