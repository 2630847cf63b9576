import { Buffer } from "node:buffer";

const QUOTE = 34;
const BACKSLASH = 92;
const LEAF_ENDS = new Set(Buffer.from(',:{}[]" \t\r\n\\'));

/** One scalar of a JSON text: where it stands (strings with their quotes) and the keys and positions that lead there. */
export interface JsonLeaf {
  readonly start: number;
  readonly end: number;
  readonly isString: boolean;
  /** Keys and array positions, joined by a slash. */
  readonly path: string;
}

/**
 * The scalars of a JSON text that is known to be valid, in the order in which they stand.
 *
 * @param escaped the text stands inside a JSON string: quotes are written `\"`, line breaks `\n`
 * @returns null when keys or nested strings hold escapes, or a key comes twice: no template is made of such a text
 */
export function jsonLeaves(bytes: Buffer, start: number, end: number, escaped: boolean): readonly JsonLeaf[] | null {
  const walk = new Walk(bytes, start, end, escaped);
  walk.skipBlanks();
  while (walk.at < end && walk.ok) {
    walk.value("");
    walk.skipBlanks();
  }
  const paths = new Set(walk.leaves.map((leaf) => leaf.path));
  return walk.ok && paths.size === walk.leaves.length ? walk.leaves : null;
}

class Walk {
  at: number;
  ok = true;
  readonly leaves: JsonLeaf[] = [];
  private readonly bytes: Buffer;
  private readonly end: number;
  private readonly escaped: boolean;
  private documents = 0;

  constructor(bytes: Buffer, start: number, end: number, escaped: boolean) {
    this.bytes = bytes;
    this.at = start;
    this.end = end;
    this.escaped = escaped;
  }

  value(path: string): void {
    const own = path === "" ? String(this.documents++) : path;
    const mark = this.bytes[this.at];
    if (mark === 123) this.members(own);
    else if (mark === 91) this.elements(own);
    else this.leaf(own);
  }

  skipBlanks(): void {
    while (this.at < this.end) {
      const byte = this.bytes[this.at]!;
      // Inside a string a blank other than the space is written as an escape.
      if (this.escaped && byte === BACKSLASH && "nrt".includes(String.fromCharCode(this.bytes[this.at + 1]!)))
        this.at += 2;
      else if (byte === 32 || byte === 9 || byte === 10 || byte === 13) this.at++;
      else return;
    }
  }

  private members(path: string): void {
    this.at++;
    const keys = new Set<string>();
    this.skipBlanks();
    while (this.inside(125)) {
      const from = this.at;
      this.skipString();
      const key = this.bytes.toString("utf8", from, this.at);
      if (keys.has(key) || (!this.escaped && key.includes("\\"))) this.ok = false;
      keys.add(key);
      this.skipBlanks();
      this.at++;
      this.skipBlanks();
      this.value(`${path}/${key.replace(/^\\?"|\\?"$/g, "")}`);
      this.separator();
    }
    this.at++;
  }

  private elements(path: string): void {
    this.at++;
    let position = 0;
    this.skipBlanks();
    while (this.inside(93)) {
      this.value(`${path}/${position++}`);
      this.separator();
    }
    this.at++;
  }

  private inside(close: number): boolean {
    return this.ok && this.at < this.end && this.bytes[this.at] !== close;
  }

  private separator(): void {
    this.skipBlanks();
    if (this.bytes[this.at] === 44) this.at++;
    this.skipBlanks();
  }

  private leaf(path: string): void {
    const start = this.at;
    const isString = this.bytes[start] === QUOTE || this.bytes[start] === BACKSLASH;
    if (isString) this.skipString();
    else while (this.at < this.end && !LEAF_ENDS.has(this.bytes[this.at]!)) this.at++;
    if (this.at === start) this.ok = false;
    this.leaves.push({ start, end: this.at, isString, path });
  }

  /** Moves behind the closing quote. */
  private skipString(): void {
    const { bytes, end, escaped } = this;
    let at = this.at + (escaped ? 2 : 1);
    while (at < end && bytes[at] !== QUOTE && (!escaped || bytes[at] !== BACKSLASH))
      at += bytes[at] === BACKSLASH ? 2 : 1;
    // An escape within a nested string is written with two backslashes.
    if (escaped && bytes[at + 1] !== QUOTE) this.ok = false;
    this.at = at + (escaped ? 2 : 1);
    if (this.at > end) this.ok = false;
  }
}
