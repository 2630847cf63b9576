import { Buffer } from "node:buffer";
import { UnreadableSourceError } from "../../../contracts/errors.js";

/** How much of an object is looked at to tell its compression, encoding and format. */
export const HEAD_BYTES = 64 * 1024;

/** The first bytes of a stream, and the whole stream again from its start. */
export interface Peeked {
  readonly head: Uint8Array;
  readonly stream: AsyncIterable<Uint8Array>;
}

/** Reads until there are `bytes` bytes, or the end. */
export async function peek(stream: AsyncIterable<Uint8Array>, bytes = HEAD_BYTES): Promise<Peeked> {
  const iterator = stream[Symbol.asyncIterator]();
  const chunks: Uint8Array[] = [];
  let length = 0;
  while (length < bytes) {
    const next = await iterator.next();
    if (next.done === true) break;
    length += next.value.length;
    // The source may reuse a chunk's memory for the one behind it.
    chunks.push(length < bytes ? Buffer.from(next.value) : next.value);
  }
  const first = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, length);
  return { head: first.subarray(0, bytes), stream: continued(first, iterator) };
}

/** The stream from its start; closing it closes the source, even before anything was read. */
function continued(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncIterable<Uint8Array> {
  let pending: Uint8Array | null = first.length > 0 ? first : null;
  const next = (): Promise<IteratorResult<Uint8Array>> => {
    if (pending === null) return rest.next();
    const value = pending;
    pending = null;
    return Promise.resolve({ done: false, value });
  };
  const close = async (): Promise<IteratorResult<Uint8Array>> => {
    await rest.return?.();
    return { done: true, value: undefined };
  };
  return { [Symbol.asyncIterator]: () => ({ next, return: close }) };
}

/** @throws UnreadableSourceError when the bytes are UTF-16 or UTF-32, or no text at all */
export function requireUtf8(source: string, head: Uint8Array): void {
  const wide = wideEncoding(head);
  if (wide !== null) throw new UnreadableSourceError(source, `expects UTF-8 text, got ${wide}`);
  if (head.includes(0)) throw new UnreadableSourceError(source, "expects UTF-8 text, got binary data");
  const cr = head.indexOf(CR);
  if (cr >= 0 && cr < head.length - 1 && !head.includes(LF))
    throw new UnreadableSourceError(source, "expects lines ending in LF or CRLF, got CR alone");
}

const LF = 10;
const CR = 13;

/** UTF-16 or UTF-32, by byte order mark or by the zero bytes that ASCII text gets in it. */
function wideEncoding(head: Uint8Array): string | null {
  const [a, b, c, d] = head;
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? "UTF-32" : "UTF-16";
  if (a === 0xfe && b === 0xff) return "UTF-16";
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return "UTF-32";
  if (head.length >= 4 && ((a === 0 && b !== 0 && c === 0 && d !== 0) || (a !== 0 && b === 0 && c !== 0 && d === 0)))
    return "UTF-16";
  return null;
}

/** Length of a UTF-8 byte order mark at the start: 3 or 0. */
export function bomLength(head: Uint8Array): number {
  return head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
}
