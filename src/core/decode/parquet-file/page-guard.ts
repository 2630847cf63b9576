import { Buffer } from "node:buffer";
import type { FileMetaData, SchemaElement } from "hyparquet";
import { parquetSchema } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { requireSoundRuns } from "./level-runs.js";
import { Encoding, PageType, readPageHeader, type PageHeader } from "./page-header.js";

type Decompress = (input: Uint8Array, plainBytes: number) => Uint8Array;
type Chunk = NonNullable<FileMetaData["row_groups"][number]["columns"][number]["meta_data"]>;

/** No writer puts more values into a page: an array of twice as many ends the process. */
const MOST_VALUES = 1 << 26;
const MOST_PAGE_BYTES = 1024 ** 3;
const UNCOMPRESSED = "UNCOMPRESSED";

/** How a column's levels are written. */
interface Levels {
  readonly repetition: number;
  readonly definition: number;
  readonly isBoolean: boolean;
}

interface KnownPage {
  readonly stored: Uint8Array;
  readonly header: PageHeader;
  readonly levels: Levels;
}

/**
 * Looks at pages before they are decoded. The decoder believes what counts and run lengths say, and fills arrays until the
 * process dies; here a page whose counts can't be true is an error like any other damage.
 */
export class PageGuard {
  /** What the decoder decompresses with: pages are looked at in between. */
  readonly compressors: Record<string, Decompress>;
  private readonly metadata: FileMetaData;
  private column: readonly Chunk[] = [];
  /** Compressed pages of the column, in the order of the file. */
  private pages: KnownPage[] = [];

  constructor(metadata: FileMetaData) {
    this.metadata = metadata;
    this.compressors = Object.fromEntries(
      Object.entries(compressors).map(([codec, decompress]) => [
        codec,
        (input: Uint8Array, plainBytes: number) => this.decompress(input, plainBytes, decompress),
      ]),
    );
  }

  /** To be called before a top-level column is read: the bytes that are fetched from now on are its own. */
  begin(column: string): void {
    this.pages = [];
    this.column = this.metadata.row_groups.flatMap(({ columns }) =>
      columns.flatMap(({ meta_data: chunk }) => (chunk?.path_in_schema[0] === column ? [chunk] : [])),
    );
  }

  /**
   * Looks at the pages that were fetched from `start` on; bytes that don't begin within the column are none of its pages.
   *
   * @throws Error when a page can't be decoded safely
   */
  admit(start: number, fetched: ArrayBuffer): void {
    const chunk = this.column.find((each) => start >= startOf(each) && start < endOf(each));
    if (chunk === undefined) return;
    const levels = levelsOf(this.metadata, chunk);
    const view = new DataView(fetched);
    const bytes = new Uint8Array(fetched);
    // The decoder stops at the last byte, too.
    for (let at = 0; at < bytes.length - 1;) {
      const header = headerAt(view, at);
      if (header === null) return;
      requireBounded(header);
      const stored = bytes.subarray(header.start, header.start + header.storedBytes);
      this.look({ stored, header, levels }, chunk.codec);
      at = header.start + header.storedBytes;
    }
  }

  private look(page: KnownPage, codec: string): void {
    const { stored, header, levels } = page;
    let values = stored;
    if (header.type === PageType.dataV2) {
      const { repetitionBytes, definitionBytes } = header;
      if (levels.repetition > 0) requireSoundRuns(stored, 0, levels.repetition, header.values);
      if (levels.definition > 0) requireSoundRuns(stored, repetitionBytes, levels.definition, header.values);
      values = stored.subarray(repetitionBytes + definitionBytes);
    }
    if (codec !== UNCOMPRESSED && header.isCompressed) this.pages.push({ ...page, stored: values });
    else requireSoundPage(values, header, levels);
  }

  private decompress(input: Uint8Array, plainBytes: number, decompress: Decompress): Uint8Array {
    const page = this.pages.find(({ stored }) => isSame(stored, input));
    if (page === undefined) throw new Error("a page stands where the file's metadata has none");
    const plain = decompress(input, plainBytes);
    requireSoundPage(plain, page.header, page.levels);
    return plain;
  }
}

/** What a header leaves out is NaN, with which the decoder would never come to an end. */
function requireBounded(header: PageHeader): void {
  const { type, values, nulls, plainBytes, storedBytes, repetitionBytes, definitionBytes } = header;
  const mostValues = type === PageType.dictionary ? Math.min(MOST_VALUES, 8 * plainBytes) : MOST_VALUES;
  const isBounded =
    isWithin(plainBytes, MOST_PAGE_BYTES) &&
    isWithin(values, mostValues) &&
    isWithin(nulls, values) &&
    isWithin(storedBytes, MOST_PAGE_BYTES) &&
    isWithin(repetitionBytes, storedBytes) &&
    isWithin(definitionBytes, storedBytes);
  if (!isBounded) throw new Error(`a page of ${plainBytes} bytes says that it holds ${values} values`);
}

function isWithin(value: number, most: number): boolean {
  return value >= 0 && value <= most;
}

/** @param bytes of the page, decompressed; of version 2 without the levels */
function requireSoundPage(bytes: Uint8Array, header: PageHeader, levels: Levels): void {
  if (header.type !== PageType.data && header.type !== PageType.dataV2) return;
  const { encoding, values } = header;
  let at = 0;
  if (header.type === PageType.data) {
    for (const width of [levels.repetition, levels.definition]) {
      if (width === 0) continue;
      requireSoundRuns(bytes, at + 4, width, values);
      at += 4 + lengthAt(bytes, at);
    }
  }
  const isIndices = encoding === Encoding.plainDictionary || encoding === Encoding.rleDictionary;
  if (!isIndices && encoding !== Encoding.rle) return;
  // Booleans stand behind their length, indices behind the number of their bits. Where values are missing there are fewer
  // of them, up to the end of the page.
  const isBoolean = header.type === PageType.data ? levels.isBoolean : encoding === Encoding.rle;
  requireSoundRuns(bytes, at + (isBoolean ? 4 : 1), isBoolean ? 1 : (bytes[at] ?? 0), values);
}

/** Null where the bytes end within it: nothing can be decoded there. */
function headerAt(view: DataView, at: number): PageHeader | null {
  try {
    return readPageHeader(view, at);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function lengthAt(bytes: Uint8Array, at: number): number {
  if (at + 4 > bytes.length) return 0;
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(at, true);
}

/** Bits of a column's repetition and definition levels: how often something on the way to it may be repeated or absent. */
function levelsOf(metadata: FileMetaData, chunk: Chunk): Levels {
  let node = parquetSchema(metadata);
  const path: SchemaElement[] = [];
  for (const name of chunk.path_in_schema) {
    const child = node.children.find(({ element }) => element.name === name);
    if (child === undefined) throw new Error("a column is not in the file's schema");
    path.push(child.element);
    node = child;
  }
  const leaf = node.element;
  if (leaf.type === "FIXED_LEN_BYTE_ARRAY" && !(Number(leaf.type_length) > 0)) {
    throw new Error("values of a fixed length have none");
  }
  const bitsOf = (level: number): number => 32 - Math.clz32(level);
  return {
    repetition: bitsOf(path.filter(({ repetition_type: type }) => type === "REPEATED").length),
    definition: bitsOf(path.filter(({ repetition_type: type }) => type !== "REQUIRED").length),
    isBoolean: leaf.type === "BOOLEAN",
  };
}

function startOf(chunk: Chunk): number {
  return Number(chunk.dictionary_page_offset || chunk.data_page_offset);
}

function endOf(chunk: Chunk): number {
  return startOf(chunk) + Number(chunk.total_compressed_size);
}

/** The decoder may have copied the page. */
function isSame(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  return (a.buffer === b.buffer && a.byteOffset === b.byteOffset) || Buffer.compare(a, b) === 0;
}
