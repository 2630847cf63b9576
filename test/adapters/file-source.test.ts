import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fileSource } from "../../src/adapters/file-source.js";

/** More than two of the chunks in which files are read, so that order and joints are seen. */
const BYTES = Uint8Array.from({ length: 2_500_000 }, (_, i) => (i * 31 + (i >> 8)) % 256);
let folder = "";
let path = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "plumbline-"));
  path = join(folder, "data.bin");
  writeFileSync(path, BYTES);
  writeFileSync(join(folder, "empty"), "");
  mkdirSync(join(folder, "captures", "2026"), { recursive: true });
  writeFileSync(join(folder, "captures", "2026", "a.jsonl"), "{}");
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function bytesOf(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(Uint8Array.from(chunk));
  return Buffer.concat(chunks);
}

describe("a file as a source of bytes", () => {
  it("streams all of its bytes, each time anew", async () => {
    const source = await fileSource(path);
    expect(source).toMatchObject({ name: path, sizeBytes: BYTES.length });
    for (let time = 0; time < 2; time++) expect((await bytesOf(source.stream())).equals(BYTES)).toBe(true);
  });

  it.each([
    { why: "the start", start: 0, end: 3 },
    { why: "across a chunk", start: 1_048_570, end: 1_048_580 },
    { why: "nothing", start: 5, end: 5 },
    { why: "beyond the end", start: BYTES.length - 2, end: BYTES.length + 10 },
  ])("reads a range: $why", async ({ start, end }) => {
    const source = await fileSource(path);
    expect(await source.read(start, end)).toEqual(BYTES.slice(start, end));
  });

  it("of nothing streams nothing", async () => {
    expect((await bytesOf((await fileSource(join(folder, "empty"))).stream())).length).toBe(0);
  });

  it("says when it has vanished since", async () => {
    const gone = join(folder, "gone");
    writeFileSync(gone, "x");
    const source = await fileSource(gone);
    rmSync(gone);
    await expect(source.read(0, 1)).rejects.toThrow(`${gone}: no such file`);
    await expect(bytesOf(source.stream())).rejects.toThrow(`${gone}: no such file`);
  });
});

describe("what is no file", () => {
  it("is refused when it isn't there", async () => {
    await expect(fileSource(join(folder, "nowhere"))).rejects.toThrow(/nowhere: no such file$/);
    await expect(fileSource(join(path, "below-a-file"))).rejects.toThrow(/below-a-file: no such file$/);
  });

  it("is refused with an example of a file where it is a folder", async () => {
    const captures = join(folder, "captures");
    await expect(fileSource(captures)).rejects.toThrow(
      `${captures}: is a folder; name a file, for example ${join(captures, "2026", "a.jsonl")}`,
    );
  });
});
