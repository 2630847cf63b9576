import type { AsyncBuffer } from "hyparquet";
import type { ByteSource } from "../../../contracts/decoding.js";

/** One read instead of one per column, as long as it stays below this. */
const GROUP_BYTES = 64 * 1024 * 1024;

/** A source as hyparquet reads it. Remembers what the source threw, to tell it from a broken file. */
export class RangeReader implements AsyncBuffer {
  readonly byteLength: number;
  /** The source's own error, if a read failed. */
  failure: unknown = null;
  private readonly source: ByteSource;
  private held: { readonly start: number; readonly bytes: Uint8Array } | null = null;

  constructor(source: ByteSource) {
    this.source = source;
    this.byteLength = source.sizeBytes;
  }

  async slice(start: number, end = this.byteLength): Promise<ArrayBuffer> {
    const { held } = this;
    if (held !== null && start >= held.start && end <= held.start + held.bytes.length) {
      return copyOf(held.bytes.subarray(start - held.start, end - held.start));
    }
    return copyOf(await this.read(start, end));
  }

  /** Fetches a range ahead, in place of the one held before. */
  async hold(start: number, end: number): Promise<void> {
    this.held = null;
    if (end - start <= GROUP_BYTES) this.held = { start, bytes: await this.read(start, end) };
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

function copyOf(bytes: Uint8Array): ArrayBuffer {
  const copy = new ArrayBuffer(bytes.length);
  new Uint8Array(copy).set(bytes);
  return copy;
}
