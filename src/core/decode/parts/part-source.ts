import type { ByteSource } from "../../../contracts/decoding.js";

/** Bytes `[start, end)` of an object. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** A part of an object's text. What can only be told of an object as a whole was told when its parts were planned. */
export interface PartSource extends ByteSource {
  readonly part: "first" | "later";
}

export function isPart(source: ByteSource): source is PartSource {
  return "part" in source;
}

/** How much is read at once. */
const PIECE_BYTES = 4 * 1024 * 1024;
const LF = 10;

/** A part that begins and ends between two records, as a source of its own. */
export function byteRange(source: ByteSource, { start, end }: ByteRange): PartSource {
  return partOf(source, start, () => piecesOf(source, start, end));
}

/**
 * The lines that begin in a range, as a source of its own: each line of an object is in exactly one of the ranges that it
 * is cut into, wherever the cuts fall.
 */
export function lineRange(source: ByteSource, { start, end }: ByteRange): PartSource {
  return partOf(source, start, () => linesOf(source, start, end));
}

function partOf(source: ByteSource, start: number, stream: () => AsyncGenerator<Uint8Array>): PartSource {
  return {
    name: source.name,
    sizeBytes: NaN,
    stream,
    read: (from, to) => source.read(from, to),
    part: start === 0 ? "first" : "later",
  };
}

async function* piecesOf(source: ByteSource, start: number, end: number): AsyncGenerator<Uint8Array> {
  for (let at = start; at < end; at += PIECE_BYTES) yield await source.read(at, Math.min(end, at + PIECE_BYTES));
}

async function* linesOf(source: ByteSource, start: number, end: number): AsyncGenerator<Uint8Array> {
  // The line that is under way at `start` began before; one that begins at `start` follows a line feed.
  const from = start === 0 ? 0 : await afterLineFeed(source, start - 1);
  if (from >= end) return;
  yield* piecesOf(source, from, await afterLineFeed(source, end - 1));
}

/** One past the first line feed from `from` on; the object's size where there is none. */
async function afterLineFeed(source: ByteSource, from: number): Promise<number> {
  let at = from;
  for await (const piece of piecesOf(source, from, source.sizeBytes)) {
    const found = piece.indexOf(LF);
    if (found >= 0) return at + found + 1;
    at += piece.length;
  }
  return source.sizeBytes;
}
