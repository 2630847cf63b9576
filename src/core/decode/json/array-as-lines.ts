import { Buffer } from "node:buffer";
import { UnreadableSourceError } from "../../../contracts/errors.js";

const LF = 10;
const CR = 13;
const SPACE = 32;
const QUOTE = 34;
const COMMA = 44;
const OPEN_BRACKET = 91;
const BACKSLASH = 92;
const CLOSE_BRACKET = 93;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
/** Stands for a line break inside a string, which is no JSON: the record is refused, and stays one record. */
const NO_JSON = 1;

/**
 * Makes lines of the elements of a JSON array as its bytes pass, each byte of one by a byte of the other: the brackets
 * around the array and line breaks inside an element become blanks, the commas between elements line breaks. So an array
 * of any size is read like lines, with the same bounds.
 *
 * @throws UnreadableSourceError when the array doesn't end: later, a part can't be told from a complete object
 */
export async function* arrayAsLines(name: string, stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const elements = new Elements();
  let lines = Buffer.alloc(0);
  for await (const chunk of stream) {
    // The chunk is the source's: it isn't written to.
    if (lines.length < chunk.length) lines = Buffer.allocUnsafe(chunk.length);
    for (let at = 0; at < chunk.length; at++) lines[at] = elements.next(chunk[at]!);
    yield lines.subarray(0, chunk.length);
  }
  if (!elements.complete)
    throw new UnreadableSourceError(name, "expects a complete JSON array, got no closing bracket");
}

class Elements {
  /** Open brackets and braces. */
  private depth = 0;
  private inString = false;
  private escaped = false;

  get complete(): boolean {
    return this.depth === 0 && !this.inString;
  }

  /** @returns what stands for the next byte of the array among the lines */
  next(byte: number): number {
    if (this.inString) return this.nextInString(byte);
    switch (byte) {
      case QUOTE:
        this.inString = true;
        return byte;
      case OPEN_BRACE:
      case OPEN_BRACKET:
        return this.depth++ === 0 && byte === OPEN_BRACKET ? SPACE : byte;
      case CLOSE_BRACE:
      case CLOSE_BRACKET:
        if (this.depth === 0) return byte;
        return --this.depth === 0 && byte === CLOSE_BRACKET ? LF : byte;
      case COMMA:
        return this.depth === 1 ? LF : byte;
      case LF:
      case CR:
        return this.depth > 0 ? SPACE : byte;
      default:
        return byte;
    }
  }

  private nextInString(byte: number): number {
    if (this.escaped) this.escaped = false;
    else if (byte === BACKSLASH) this.escaped = true;
    else if (byte === QUOTE) this.inString = false;
    return byte === LF || byte === CR ? NO_JSON : byte;
  }
}
