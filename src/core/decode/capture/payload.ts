import { Buffer, isUtf8 } from "node:buffer";
import { readCsvText } from "../csv-text/csv-text.js";
import type { CsvCell } from "../csv-text/csv-record.js";
import type { JsonPath } from "../json/json-path.js";
import { field, stringField, type JsonObject, type JsonValue } from "../json/json-value.js";
import { parseJson } from "../json/parse-json.js";
import { RecordFault } from "../record-fault.js";
import { jsonRows } from "./json-rows.js";

/** One record of one side (input or output) before its values get names. */
export type RawRow = { readonly cells: readonly CsvCell[] } | { readonly json: JsonValue };

/** How the payloads of one side are read. */
export interface PayloadReading {
  readonly delimiter: string;
  readonly maxDepth: number;
  /** Where a JSON body holds its rows; null: found by its shape. */
  readonly rows: JsonPath | null;
}

/** Content that no column can be made of. */
const BINARY_TYPE = /^(?:image|audio|video|font)\/|octet-stream|x-npy|x-npz|x-image|protobuf|parquet|pickle|zip/;
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/**
 * The records of one side of a capture.
 *
 * @returns null when the side holds no data or binary content (`onBinary` is told), so that the other side stands alone
 * @throws RecordFault
 */
export function readPayload(side: JsonObject, reading: PayloadReading, onBinary: () => void): readonly RawRow[] | null {
  const data = field(side, "data");
  if (data === undefined || data === null) return null;
  if (typeof data !== "string") return asRows(jsonRows([data], reading.rows));
  const type = (stringField(side, "observedContentType") ?? "").toLowerCase();
  const encoding = (stringField(side, "encoding") ?? "").toUpperCase();
  if (encoding !== "BASE64") return readText(data, encoding, type, reading);
  const text = decodeBase64(data, type);
  if (text === null) onBinary();
  return text === null ? null : readText(text, "", type, reading);
}

function readText(text: string, encoding: string, type: string, reading: PayloadReading): readonly RawRow[] {
  const kind = declaredKind(encoding, type) ?? (/^\s*[{[]/.test(text) ? "json" : "csv");
  if (kind === "json") return asRows(jsonRows(readDocuments(text, reading.maxDepth), reading.rows));
  return readCsvText(text, reading.delimiter).map((cells) => ({ cells }));
}

/** What encoding and content type say of a text, in capitals and small letters; null when its content must tell. */
export function declaredKind(encoding: string, type: string): "csv" | "json" | null {
  if (encoding === "JSON" || encoding === "CSV") return encoding === "JSON" ? "json" : "csv";
  return type.includes("json") ? "json" : type.includes("csv") ? "csv" : null;
}

/** One JSON document, or one a line. */
export function readDocuments(text: string, maxDepth: number): readonly JsonValue[] {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  if (lines.length === 0) return [];
  try {
    return [parseJson(text, maxDepth)];
  } catch (error) {
    if (!(error instanceof RecordFault) || error.reason !== "malformed" || lines.length === 1) throw error;
    return lines.map((line) => parseJson(line, maxDepth));
  }
}

/** The text behind base64; null when it is binary by its type or by its bytes. */
function decodeBase64(data: string, type: string): string | null {
  const packed = data.replace(/\s/g, "");
  if (packed.length % 4 !== 0 || !BASE64.test(packed)) throw new RecordFault("malformed", "expects valid base64");
  const bytes = Buffer.from(packed, "base64");
  if (BINARY_TYPE.test(type)) return null;
  if (isUtf8(bytes)) return bytes.toString("utf8");
  if (/^text\/|json|csv/.test(type)) throw new RecordFault("wrong-encoding", "expects UTF-8 text inside base64");
  return null;
}

function asRows(values: readonly JsonValue[]): readonly RawRow[] {
  return values.map((json) => ({ json }));
}
