import type { ByteSource } from "../../../contracts/decoding.js";
import { isPart } from "../parts/part-source.js";
import { bomLength, peek, requireUtf8, type Peeked } from "./head.js";

/**
 * The bytes of a text object without its byte order mark, and its first bytes.
 *
 * @throws UnreadableSourceError when it is no UTF-8 text
 */
export async function textStream(source: ByteSource): Promise<Peeked> {
  const { head, stream } = await peek(source.stream());
  if (!isPart(source)) requireUtf8(source.name, head);
  const bom = isPart(source) && source.part === "later" ? 0 : bomLength(head);
  return bom === 0 ? { head, stream } : { head: head.subarray(bom), stream: without(bom, stream) };
}

/** `peek` hands the head over in one piece, so the mark is whole in the first chunk. */
async function* without(count: number, stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let first = true;
  for await (const chunk of stream) {
    yield first ? chunk.subarray(count) : chunk;
    first = false;
  }
}
