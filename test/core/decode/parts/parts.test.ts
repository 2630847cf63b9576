import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ByteSource, CaptureFormatName, DecodeOptions } from "../../../../src/contracts/decoding.js";
import type { Rejects } from "../../../../src/contracts/records.js";
import { openPart } from "../../../../src/core/decode/parts/open-part.js";
import { planParts } from "../../../../src/core/decode/parts/part-plan.js";
import { CAPTURES, CSV_FILES, fixture, JSON_LINES, OPTIONS } from "../corpus.js";
import { mutated } from "../mutations.js";
import { collect, decode, sourceOf, type Decoded } from "../read-records.js";

type Counted = Pick<Decoded, "records" | "ids" | "times"> & { readonly rejects: Rejects["byReason"] };

/** What a whole object or all its parts hold; notes, which have no count, come once per part. */
function counted(decoded: readonly Decoded[]): Counted {
  const rejects: Record<string, number> = {};
  for (const { rejects: each } of decoded)
    for (const [reason, count] of Object.entries(each.byReason))
      if (count > 0) rejects[reason] = (rejects[reason] ?? 0) + count;
  return {
    records: decoded.flatMap(({ records }) => records),
    ids: decoded.flatMap(({ ids }) => ids),
    times: decoded.flatMap(({ times }) => times),
    rejects,
  };
}

async function inParts(
  source: ByteSource,
  format: CaptureFormatName,
  options: DecodeOptions,
  partBytes: number,
): Promise<{ readonly parts: number; readonly read: Counted } | null> {
  const plan = await planParts(source, format, options, partBytes);
  if (plan === null) return null;
  // As it goes to another reader.
  const sent = JSON.parse(JSON.stringify(plan)) as typeof plan;
  const decoded: Decoded[] = [];
  for (const part of sent.parts) {
    decoded.push(await collect((rejects) => openPart(source, sent, part, options, rejects)));
  }
  return { parts: sent.parts.length, read: counted(decoded) };
}

/** Which columns are beyond a limit is for each part to tell. */
const CUTTABLE = OPTIONS.filter(({ limits }) => limits?.maxColumns === undefined);

const formats: readonly { readonly format: CaptureFormatName; readonly documents: readonly Buffer[] }[] = [
  { format: "sagemaker-jsonl", documents: CAPTURES },
  { format: "jsonl", documents: JSON_LINES },
  { format: "csv", documents: CSV_FILES },
];

describe.each(formats)("$format in parts", ({ format, documents }) => {
  it(
    "gives each record and each reject of the whole object once, wherever it is cut",
    { timeout: 60_000 },
    async () => {
      const sizes = fc.array(fc.integer({ min: 1, max: 2_000 }), { minLength: 1, maxLength: 2 });
      await fc.assert(
        fc.asyncProperty(
          fc.oneof(fc.constantFrom(...documents), mutated(documents)),
          fc.constantFrom(...CUTTABLE),
          fc.integer({ min: 1, max: 3_000 }),
          sizes,
          async (bytes, options, partBytes, chunks) => {
            const source = sourceOf(bytes, chunks);
            const whole = await decode(source, format, options).catch(() => null);
            const parts = await inParts(source, format, options, partBytes).catch(() => null);
            // Unreadable as a whole, or nothing that can be cut.
            if (whole === null || parts === null) return;
            expect(parts.read).toEqual(counted([whole]));
          },
        ),
        { seed: 7, numRuns: 250 },
      );
    },
  );

  it("takes many parts where they are small", async () => {
    const bytes = documents[0]!;
    const plan = await planParts(sourceOf(bytes), format, {}, Math.ceil(bytes.length / 3));
    expect(plan!.parts.length).toBeGreaterThanOrEqual(1);
    expect(plan!.parts[0]!.start).toBe(0);
    expect(plan!.parts.at(-1)!.end).toBe(bytes.length);
    plan!.parts.slice(1).forEach(({ start }, i) => {
      expect(start).toBe(plan!.parts[i]!.end);
    });
  });
});

describe("CSV in parts", () => {
  // The header's part ends with the 64th record at the earliest: 63 rows of data, then two in each part.
  const rows = Array.from({ length: 83 }, (_, i) => `${i},"two\nlines, ""quoted"""\n`);
  const source = sourceOf(`number,text\n${rows.join("")}`);

  it("is never cut inside quotes, and keeps the names of its header", async () => {
    const parts = await inParts(source, "csv", {}, 2 * rows.at(-1)!.length);
    expect(parts!.parts).toBe(11);
    expect(parts!.read.records).toEqual(rows.map((_, i) => ({ number: i, text: 'two\nlines, "quoted"' })));
  });
});

describe("Parquet in parts", () => {
  it("is cut between row groups", async () => {
    const bytes = fixture("parquet/encodings.parquet");
    const whole = await decode(bytes);
    const parts = await inParts(sourceOf(bytes), "parquet", {}, 1);
    expect(parts!.read).toEqual(counted([whole]));
    const one = await planParts(sourceOf(bytes), "auto", {}, 1e9);
    expect(one).toMatchObject({ format: "parquet", unit: "row groups", csv: null });
    expect(one!.parts).toHaveLength(1);
  });
});

describe("planning parts", () => {
  it.each([
    { why: "gzip", bytes: gzipSync(CAPTURES[0]!) },
    { why: "one JSON array", bytes: Buffer.from('[{"a":1},{"a":2}]') },
    { why: "an empty object", bytes: Buffer.alloc(0) },
  ])("leaves $why to be read as a whole", async ({ bytes }) => {
    expect(await planParts(sourceOf(bytes), "auto", {}, 10)).toBeNull();
  });

  it("finds binary data unreadable", async () => {
    await expect(planParts(sourceOf(Uint8Array.of(0, 1, 2, 3)), "auto", {}, 10)).rejects.toThrow(/one of the formats/);
  });
});
