import { Buffer } from "node:buffer";
import type { RejectLog } from "../../../contracts/records.js";

/** Where a record ends. Lines for JSON; CSV records may hold line breaks inside quotes. */
export interface Framing {
  /** True when a record may span lines: then an incomplete one is scanned again only when twice as much is there. */
  readonly spansLines: boolean;
  /**
   * @param start   first byte of the record
   * @param scanned bytes before it were seen without finding the end (lines only)
   * @param limit   end of the bytes at hand
   * @param final   nothing follows
   * @returns one past the record's line break, or -1 when more bytes are needed
   */
  frame(bytes: Buffer, start: number, scanned: number, limit: number, final: boolean): number;
  /** Called when other bytes stand where `frame` saw some before. */
  moved(): void;
  /** Set by `frame` when the record breaks the format; it then ended at its first line. */
  readonly fault: string | null;
}

/** Bytes of a chunk from the next record's first one on. */
export interface Ahead {
  readonly bytes: Buffer;
  readonly position: number;
  readonly limit: number;
}

export const LF = 10;
const CR = 13;
const LONGEST_BREAK = 2;

export const lineFraming: Framing = {
  spansLines: false,
  fault: null,
  moved() {
    // Nothing is remembered of the bytes.
  },
  frame(bytes, _start, scanned, limit, final) {
    const newline = bytes.indexOf(LF, scanned);
    if (newline >= 0 && newline < limit) return newline + 1;
    return final ? limit : -1;
  },
};

/**
 * Cuts a stream of chunks into records without copying: a record within a chunk is read where it stands, and only one
 * that crosses a chunk's border is stitched together. Records longer than `maxLineBytes` are rejected and skipped
 * without being held.
 *
 * Use: `feed` a chunk, then `next` until false; after the last chunk `finish`, then `next` until false.
 */
export class RecordCursor {
  /** The record: `bytes[start..end)`, its line break excluded; valid until the next call. */
  bytes: Buffer = Buffer.alloc(0);
  /** All of `bytes`, to read several at a time. */
  view: DataView = viewOf(this.bytes);
  start = 0;
  end = 0;
  /** 1-based number of the record's first line. */
  line = 0;
  /** How many chunks were fed, which tells the bytes of one from those of the next. */
  chunks = 0;
  private readonly framing: Framing;
  private readonly maxBytes: number;
  private readonly rejects: RejectLog;
  private position = 0;
  private limit = 0;
  private scanned = 0;
  private scanAgainAt = 0;
  private nextLine = 1;
  private chunk: Buffer = Buffer.alloc(0);
  private chunkAt = 0;
  private stitch = Buffer.alloc(0);
  private stitching = false;
  private skipping = false;
  private finished = false;
  private fed = 0;

  constructor(framing: Framing, maxBytes: number, rejects: RejectLog) {
    this.framing = framing;
    this.maxBytes = maxBytes;
    this.rejects = rejects;
  }

  feed(chunk: Uint8Array): void {
    this.chunk = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
    this.chunkAt = 0;
    this.fed += chunk.length;
    this.chunks++;
    if (this.position === this.limit) this.useChunk();
  }

  finish(): void {
    this.finished = true;
    // Scanners rely on a byte that ends every value behind the last line, too.
    if (this.position < this.limit) {
      if (this.limit === this.bytes.length) this.startStitch(this.bytes.subarray(this.position, this.limit));
      this.bytes[this.limit] = LF;
    }
  }

  /**
   * Bytes of the chunk that begin with a record, to be read several records at a time; null when the next record begins
   * elsewhere. `advance` must follow before `next` where any were read.
   */
  ahead(): Ahead | null {
    if (this.skipping) return null;
    if (this.stitching) {
      if (this.position < this.limit || this.chunkAt >= this.chunk.length) return null;
      this.useChunk();
    }
    return this.position < this.limit ? { bytes: this.bytes, position: this.position, limit: this.limit } : null;
  }

  /** Moves to `position`, behind as many lines that were read as one record each. */
  advance(position: number, lines: number): void {
    this.position = position;
    this.nextLine += lines;
    this.scanned = 0;
    this.scanAgainAt = 0;
  }

  /** How many bytes of the stream lie before the next record. */
  get offset(): number {
    return this.fed - (this.limit - this.position) - (this.stitching ? this.chunk.length - this.chunkAt : 0);
  }

  /** Moves to the next record; false when more bytes are needed or, after `finish`, when there is none. */
  next(): boolean {
    for (;;) {
      if (this.skipping && !this.skipLine()) return false;
      if (this.position < this.limit) {
        const end = this.frame();
        if (end >= 0) {
          if (this.take(end)) return true;
          continue;
        }
        if (this.dropOverlong()) continue;
      }
      if (!this.more()) return false;
    }
  }

  /** The end of the record at `position`, or -1. Sees no further than the longest record with its line break. */
  private frame(): number {
    const { horizon } = this;
    const held = horizon - this.position;
    const final = this.finished && horizon === this.limit;
    if (this.framing.spansLines && !this.finished && horizon === this.limit && held < this.scanAgainAt) return -1;
    const end = this.framing.frame(this.bytes, this.position, Math.max(this.position, this.scanned), horizon, final);
    if (end < 0) {
      this.scanned = horizon;
      this.scanAgainAt = 2 * held;
    }
    return end;
  }

  /** How far a record from `position` may reach: a longer one is refused alike however its bytes arrive. */
  private get horizon(): number {
    return Math.min(this.limit, this.position + this.maxBytes + LONGEST_BREAK);
  }

  /** Takes `[position, end)` as the record; false when it was a fault or too long. */
  private take(end: number): boolean {
    this.start = this.position;
    this.line = this.nextLine;
    this.nextLine += this.framing.spansLines ? countLines(this.bytes, this.start, end) : 1;
    this.position = end;
    this.scanned = 0;
    this.scanAgainAt = 0;
    let contentEnd = end;
    if (contentEnd > this.start && this.bytes[contentEnd - 1] === LF) contentEnd--;
    if (contentEnd > this.start && this.bytes[contentEnd - 1] === CR) contentEnd--;
    this.end = contentEnd;
    if (contentEnd - this.start > this.maxBytes) this.rejectTooLong(this.line);
    else if (this.framing.fault !== null) this.rejects.reject("malformed", this.line, this.framing.fault);
    else return true;
    return false;
  }

  /** The record at hand is incomplete: is it already longer than any record may be? */
  private dropOverlong(): boolean {
    const { horizon } = this;
    if (horizon === this.limit) return false;
    const newline = this.bytes.indexOf(LF, this.position);
    if (this.framing.spansLines && newline >= 0 && newline < horizon) {
      // A quote that never closes would swallow the lines behind it: only the line with the quote is lost.
      this.rejects.reject("malformed", this.nextLine, "expects a closing quote within the longest record");
      this.position = newline + 1;
    } else {
      this.rejectTooLong(this.nextLine);
      this.skipping = true;
      this.position = horizon;
    }
    this.nextLine++;
    this.scanned = 0;
    this.scanAgainAt = 0;
    return true;
  }

  private rejectTooLong(line: number): void {
    this.rejects.reject("too-long", line, `expects at most ${this.maxBytes} bytes a record`);
  }

  /** Moves behind the next line break; false when it isn't at hand. */
  private skipLine(): boolean {
    do {
      const newline = this.bytes.indexOf(LF, this.position);
      if (newline >= 0 && newline < this.limit) {
        this.position = newline + 1;
        this.skipping = false;
        return true;
      }
      this.position = this.limit;
    } while (this.more());
    return false;
  }

  /** Brings more bytes under `[position, limit)`; false when a new chunk has to be fed. */
  private more(): boolean {
    if (this.stitching && this.chunkAt < this.chunk.length) {
      if (this.position === this.limit) this.useChunk();
      else this.extendStitch();
      return true;
    }
    if (!this.stitching && this.position < this.limit) {
      const tail = this.bytes.subarray(this.position, this.limit);
      this.chunkAt = this.chunk.length;
      this.startStitch(tail);
      // After the last chunk the tail is the last record.
      return this.finished;
    }
    return false;
  }

  private useChunk(): void {
    this.framing.moved();
    this.stitching = false;
    this.setBytes(this.chunk);
    this.position = this.chunkAt;
    this.limit = this.chunk.length;
    this.scanned = 0;
  }

  private setBytes(bytes: Buffer): void {
    if (bytes === this.bytes) return;
    this.bytes = bytes;
    this.view = viewOf(bytes);
  }

  private startStitch(tail: Buffer): void {
    if (this.stitch.length <= tail.length) this.stitch = Buffer.allocUnsafe(2 * tail.length);
    tail.copy(this.stitch);
    this.framing.moved();
    this.stitching = true;
    this.setBytes(this.stitch);
    this.scanned -= this.position;
    this.position = 0;
    this.limit = tail.length;
  }

  /** Appends the chunk up to its next line break, or at least as much as is held, so that rescans stay linear. */
  private extendStitch(): void {
    this.framing.moved();
    const held = this.limit - this.position;
    const newline = this.chunk.indexOf(LF, this.chunkAt);
    const toLineEnd = newline < 0 ? this.chunk.length - this.chunkAt : newline + 1 - this.chunkAt;
    const wanted = this.framing.spansLines ? Math.max(toLineEnd, held) : toLineEnd;
    const count = Math.min(wanted, this.chunk.length - this.chunkAt);
    if (this.limit + count > this.stitch.length) {
      const from = this.bytes.subarray(this.position, this.limit);
      const target = held + count > this.stitch.length ? Buffer.allocUnsafe(2 * (held + count)) : this.stitch;
      target.set(from, 0);
      this.stitch = target;
      this.setBytes(target);
      this.scanned = Math.max(0, this.scanned - this.position);
      this.position = 0;
      this.limit = held;
    }
    this.chunk.copy(this.stitch, this.limit, this.chunkAt, this.chunkAt + count);
    this.chunkAt += count;
    this.limit += count;
  }
}

function viewOf(bytes: Buffer): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

function countLines(bytes: Buffer, start: number, end: number): number {
  let lines = 0;
  for (let at = bytes.indexOf(LF, start); at >= 0 && at < end; at = bytes.indexOf(LF, at + 1)) lines++;
  return Math.max(1, lines);
}
