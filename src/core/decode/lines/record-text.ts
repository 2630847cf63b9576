import { isAscii, isUtf8 } from "node:buffer";
import { RecordFault } from "../record-fault.js";
import type { RecordCursor } from "./record-cursor.js";

/** @throws RecordFault `wrong-encoding` when the record isn't UTF-8 */
export function recordText({ bytes, start, end }: Pick<RecordCursor, "bytes" | "start" | "end">): string {
  const record = bytes.subarray(start, end);
  if (isAscii(record)) return bytes.toString("latin1", start, end);
  if (!isUtf8(record)) throw new RecordFault("wrong-encoding", "expects UTF-8 text");
  return bytes.toString("utf8", start, end);
}

/** True for a line of nothing but blanks: it is no record. */
export function isBlank({ bytes, start, end }: Pick<RecordCursor, "bytes" | "start" | "end">): boolean {
  for (let at = start; at < end; at++) {
    const byte = bytes[at];
    if (byte !== 32 && byte !== 9 && byte !== 13) return false;
  }
  return true;
}
