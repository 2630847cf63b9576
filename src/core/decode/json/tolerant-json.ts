import { readWhole } from "../columns/cell-value.js";
import { RecordFault } from "../record-fault.js";
import type { JsonValue } from "./json-value.js";

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const BLANKS = /[ \t\n\r]*/y;
const WORDS: readonly (readonly [string, JsonValue])[] = [
  ["true", true],
  ["false", false],
  ["null", null],
  ["NaN", NaN],
  ["Infinity", Infinity],
  ["-Infinity", -Infinity],
];

/**
 * A plain recursive-descent parser for the texts that JSON.parse refuses or rounds; see `parseJson`.
 *
 * @throws RecordFault
 */
export function parseTolerantly(text: string, maxDepth: number): JsonValue {
  const reader = new Reader(text);
  const value = readValue(reader, maxDepth);
  reader.match(BLANKS);
  if (reader.at !== text.length) throw malformed();
  return value;
}

class Reader {
  readonly text: string;
  at = 0;

  constructor(text: string) {
    this.text = text;
  }

  match(pattern: RegExp): string | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found === null) return null;
    this.at = pattern.lastIndex;
    return found[0];
  }

  /** Skips blanks, then takes `mark` if it stands there. */
  accept(mark: string): boolean {
    this.match(BLANKS);
    if (!this.text.startsWith(mark, this.at)) return false;
    this.at += mark.length;
    return true;
  }
}

function readValue(reader: Reader, depthLeft: number): JsonValue {
  if (reader.accept("{")) return readObject(reader, below(depthLeft));
  if (reader.accept("[")) return readArray(reader, below(depthLeft));
  for (const [word, value] of WORDS) if (reader.accept(word)) return value;
  const number = reader.match(NUMBER);
  if (number !== null) return /[.eE]/.test(number) ? Number(number) : readWhole(number);
  return readString(reader);
}

function below(depthLeft: number): number {
  if (depthLeft === 0) throw new RecordFault("too-deep", "expects JSON nested less deeply");
  return depthLeft - 1;
}

function readString(reader: Reader): string {
  const { text, at } = reader;
  if (text[at] !== '"') throw malformed();
  let end = text.indexOf('"', at + 1);
  while (end >= 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  if (end < 0) throw malformed();
  reader.at = end + 1;
  return unescape(text.slice(at, end + 1));
}

/** Escaped: an odd number of backslashes stands before it. */
function isEscaped(text: string, at: number): boolean {
  let backslashes = 0;
  while (text[at - 1 - backslashes] === "\\") backslashes++;
  return backslashes % 2 === 1;
}

function unescape(quoted: string): string {
  try {
    return JSON.parse(quoted) as string;
  } catch {
    throw malformed();
  }
}

function readArray(reader: Reader, depthLeft: number): JsonValue[] {
  const items: JsonValue[] = [];
  if (reader.accept("]")) return items;
  do items.push(readValue(reader, depthLeft));
  while (reader.accept(","));
  if (!reader.accept("]")) throw malformed();
  return items;
}

function readObject(reader: Reader, depthLeft: number): JsonValue {
  // Without a prototype, so that `__proto__` is an ordinary key.
  const object = Object.create(null) as Record<string, JsonValue>;
  if (reader.accept("}")) return object;
  do {
    reader.match(BLANKS);
    const key = readString(reader);
    if (!reader.accept(":")) throw malformed();
    object[key] = readValue(reader, depthLeft);
  } while (reader.accept(","));
  if (!reader.accept("}")) throw malformed();
  return object;
}

function malformed(): RecordFault {
  return new RecordFault("malformed", "expects valid JSON");
}
