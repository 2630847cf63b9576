import { RecordFault } from "../record-fault.js";
import type { JsonValue } from "./json-value.js";
import { parseTolerantly } from "./tolerant-json.js";

/** Sixteen digits that don't follow a decimal point: maybe a whole number that JSON.parse would round. */
const LONG_WHOLE = /(?:^|[^.\d])\d{16}/;

/**
 * Parses one JSON text as captures hold it: RFC 8259 plus the bare `NaN`, `Infinity` and `-Infinity` that Python's json
 * module writes; whole numbers beyond 2^53 come as bigints.
 *
 * @throws RecordFault `malformed` when it is no JSON, `too-deep` when it nests deeper than `maxDepth`
 */
export function parseJson(text: string, maxDepth: number): JsonValue {
  if (LONG_WHOLE.test(text)) return parseTolerantly(text, maxDepth);
  let value: JsonValue;
  try {
    value = JSON.parse(text) as JsonValue;
  } catch {
    return parseTolerantly(text, maxDepth);
  }
  requireDepth(value, maxDepth);
  return value;
}

function requireDepth(value: JsonValue, depthLeft: number): void {
  if (typeof value !== "object" || value === null) return;
  if (depthLeft === 0) throw new RecordFault("too-deep", "expects JSON nested less deeply");
  for (const child of Object.values(value)) {
    if (typeof child === "object" && child !== null) requireDepth(child, depthLeft - 1);
  }
}
