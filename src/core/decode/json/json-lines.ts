import { Buffer } from "node:buffer";
import type { ByteSource } from "../../../contracts/decoding.js";
import { UnreadableSourceError } from "../../../contracts/errors.js";
import { textStream } from "../lines/text-stream.js";
import { isPart } from "../parts/part-source.js";
import { arrayAsLines } from "./array-as-lines.js";

/** Keys that a message names, of a document that holds no records. */
const NAMED_KEYS = 5;

/**
 * The bytes of JSON records, one a line: as they are, or made of an object that is one JSON array of records. The line
 * numbers of an array are the positions of its elements.
 *
 * @throws UnreadableSourceError when it is no UTF-8 text, or JSON that is neither records line by line nor an array
 */
export async function jsonLines(source: ByteSource): Promise<AsyncIterable<Uint8Array>> {
  const { head, stream } = await textStream(source);
  // Parts are made of lines only.
  if (isPart(source)) return stream;
  if (isRecordArray(head)) return arrayAsLines(source.name, stream);
  const keys = keysOfDocument(head);
  if (keys === null) return stream;
  await stream[Symbol.asyncIterator]().return?.();
  const reason =
    `is one JSON document over several lines (${keys.join(", ")}), no records: ` +
    "expects a JSON object a line, or one JSON array of them";
  throw new UnreadableSourceError(source.name, reason);
}

/**
 * True when an object starts like one JSON array of records: `[{...`, `[[...`. Lines of positional records start so, too,
 * when their first value is nested; but of them the first line is complete.
 */
export function isRecordArray(head: Uint8Array): boolean {
  const text = Buffer.from(head).toString("latin1").trimStart();
  if (!/^\[\s*(?:[{[]|\]\s*$)/.test(text)) return false;
  const end = text.indexOf("\n");
  return end < 0 || text.slice(end).trim() === "" || !isJson(text.slice(0, end));
}

/** The first keys of an object that is written over several lines; null when the first line may be a record. */
function keysOfDocument(head: Uint8Array): string[] | null {
  const text = Buffer.from(head).toString("utf8");
  const found = /^\s*\{[ \t]*\r?\n([ \t]*)"(?:[^"\\\n]|\\.)*"\s*:/.exec(text);
  if (found === null) return null;
  const keys = text.matchAll(new RegExp(`^${found[1] ?? ""}"((?:[^"\\\\\\n]|\\\\.)*)"\\s*:`, "gm"));
  return Array.from(keys, ([, key]) => key ?? "").slice(0, NAMED_KEYS);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
