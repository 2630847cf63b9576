import type { AsyncBuffer, FileMetaData, RowGroup } from "hyparquet";
import type { ByteSource } from "../../../contracts/decoding.js";
import type { PageGuard } from "./page-guard.js";

type ColumnMetaData = NonNullable<FileMetaData["row_groups"][number]["columns"][number]["meta_data"]>;

/** One read instead of one per column, as long as it stays below this. */
const GROUP_BYTES = 64 * 1024 * 1024;

/** A source as hyparquet reads it. Remembers what the source threw, to tell it from a broken file. */
export class RangeReader implements AsyncBuffer {
  readonly byteLength: number;
  /** The source's own error, if a read failed. */
  failure: unknown = null;
  /** Looks at pages before they are decoded, once the file's metadata is known. */
  guard: PageGuard | null = null;
  private readonly source: ByteSource;
  private held: { readonly start: number; readonly bytes: Uint8Array } | null = null;

  constructor(source: ByteSource) {
    this.source = source;
    this.byteLength = source.sizeBytes;
  }

  async slice(start: number, end = this.byteLength): Promise<ArrayBuffer> {
    const { held } = this;
    const isHeld = held !== null && start >= held.start && end <= held.start + held.bytes.length;
    const bytes = copyOf(
      isHeld ? held.bytes.subarray(start - held.start, end - held.start) : await this.read(start, end),
    );
    this.guard?.admit(start, bytes);
    return bytes;
  }

  /**
   * Fetches a row group ahead in one go, in place of the one held before; not a large one, nor one of which the columns
   * wanted are the smaller part.
   */
  async hold(group: RowGroup, columns: ReadonlySet<string>): Promise<void> {
    this.held = null;
    const chunks = group.columns.flatMap(({ meta_data: chunk }) => (chunk === undefined ? [] : [spanOf(chunk)]));
    const start = Math.max(0, Math.min(...chunks.map((chunk) => chunk.start)));
    const end = Math.min(this.byteLength, Math.max(...chunks.map((chunk) => chunk.end)));
    const wanted = chunks.filter((chunk) => columns.has(chunk.column));
    const wantedBytes = wanted.reduce((sum, chunk) => sum + chunk.end - chunk.start, 0);
    if (end - start > GROUP_BYTES || 2 * wantedBytes < end - start) return;
    this.held = { start, bytes: await this.read(start, end) };
  }

  private async read(start: number, end: number): Promise<Uint8Array> {
    try {
      return await this.source.read(start, end);
    } catch (error) {
      this.failure = error;
      throw error;
    }
  }
}

function spanOf(chunk: ColumnMetaData): { readonly column: string; readonly start: number; readonly end: number } {
  const start = Number(chunk.dictionary_page_offset ?? chunk.data_page_offset);
  return { column: chunk.path_in_schema[0] ?? "", start, end: start + Number(chunk.total_compressed_size) };
}

function copyOf(bytes: Uint8Array): ArrayBuffer {
  const copy = new ArrayBuffer(bytes.length);
  new Uint8Array(copy).set(bytes);
  return copy;
}
