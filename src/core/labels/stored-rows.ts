import { FormatError } from "../../contracts/errors.js";
import { checksum32 } from "../profile/stored/checksum.js";
import type { KeyedRows, TakenRows } from "./keyed-rows.js";

/** Version of the stored form of join rows. */
export const JOIN_ROWS_FORMAT = 1;

const MAGIC = 0x314a4c50;
/** Magic, rows, bytes of the header, checksum of all that follows. */
const PREFIX_BYTES = 16;

/** What stands beside the numbers. */
export interface RowsHeader {
  readonly formatVersion: number;
  readonly columns: readonly string[];
  /** Classes that indices in the columns point to. */
  readonly classes: readonly string[];
  /** What whoever stores the rows says of them: plain JSON. */
  readonly about?: unknown;
}

/** Rows as they are stored. */
export interface StoredRows {
  readonly rows: KeyedRows;
  readonly classes: readonly string[];
  readonly about: unknown;
}

/**
 * Join rows of an hour, or the labels of a batch, as bytes: a JSON header, then hashes (upper halves, lower halves) and one array of doubles
 * per column, little-endian, in order of the hash.
 */
export function serialiseRows(rows: KeyedRows | TakenRows, classes: readonly string[], about?: unknown): Uint8Array {
  const names = "take" in rows ? rows.names : Object.keys(rows.columns);
  const header = new TextEncoder().encode(
    JSON.stringify({ formatVersion: JOIN_ROWS_FORMAT, columns: names, classes, about } satisfies RowsHeader),
  );
  const bytes = new Uint8Array(PREFIX_BYTES + header.length + rows.rows * (8 + 8 * names.length));
  const view = new DataView(bytes.buffer);
  bytes.set(header, PREFIX_BYTES);
  let at = PREFIX_BYTES + header.length;
  for (const halves of [rows.high, rows.low]) {
    for (let row = 0; row < rows.rows; row++, at += 4) view.setUint32(at, halves[row]!, true);
  }
  for (const name of names) {
    const values = "take" in rows ? rows.take(name) : rows.columns[name]!;
    for (let row = 0; row < rows.rows; row++, at += 8) view.setFloat64(at, values[row]!, true);
  }
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, rows.rows, true);
  view.setUint32(8, header.length, true);
  view.setUint32(12, checksum32(bytes.subarray(PREFIX_BYTES)), true);
  return bytes;
}

/** Stored rows that are read where they lie. */
export interface RowsView extends RowsHeader {
  readonly rows: number;
  highAt(row: number): number;
  lowAt(row: number): number;
  /** @param column position among the columns */
  valueAt(column: number, row: number): number;
}

/** @throws FormatError for bytes that are none, cut, changed, or of another version */
export function viewRows(bytes: Uint8Array): RowsView {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < PREFIX_BYTES || view.getUint32(0, true) !== MAGIC) throw fault("expects join rows");
  const [rows, headerBytes] = [view.getUint32(4, true), view.getUint32(8, true)];
  if (view.getUint32(12, true) !== checksum32(bytes.subarray(PREFIX_BYTES)))
    throw fault("expects its own checksum, got other bytes");
  const header = readHeader(bytes.subarray(PREFIX_BYTES, PREFIX_BYTES + headerBytes));
  const start = PREFIX_BYTES + headerBytes;
  if (bytes.length !== start + rows * (8 + 8 * header.columns.length))
    throw fault(`expects ${rows} rows, got ${bytes.length} bytes`);
  const [low, values] = [start + 4 * rows, start + 8 * rows];
  return {
    ...header,
    rows,
    highAt: (row) => view.getUint32(start + 4 * row, true),
    lowAt: (row) => view.getUint32(low + 4 * row, true),
    valueAt: (column, row) => view.getFloat64(values + 8 * (column * rows + row), true),
  };
}

/** @throws FormatError as `viewRows` */
export function parseRows(bytes: Uint8Array): StoredRows {
  const view = viewRows(bytes);
  const { rows } = view;
  const columns = view.columns.map((name, column): [string, Float64Array] => {
    const values = new Float64Array(rows);
    for (let row = 0; row < rows; row++) values[row] = view.valueAt(column, row);
    return [name, values];
  });
  const ids = idsOf(view);
  return { rows: { ...ids, columns: Object.fromEntries(columns) }, classes: view.classes, about: view.about };
}

/** The ids of stored rows, without their columns. */
export function idsOf(view: RowsView): KeyedRows {
  const [high, low] = [new Uint32Array(view.rows), new Uint32Array(view.rows)];
  for (let row = 0; row < view.rows; row++) {
    high[row] = view.highAt(row);
    low[row] = view.lowAt(row);
  }
  return { rows: view.rows, high, low, columns: {} };
}

function readHeader(bytes: Uint8Array): RowsHeader {
  const header = JSON.parse(new TextDecoder().decode(bytes)) as RowsHeader;
  if (header.formatVersion === JOIN_ROWS_FORMAT) return header;
  throw fault(`expects format version ${JOIN_ROWS_FORMAT}, got ${header.formatVersion}`);
}

function fault(problem: string): FormatError {
  return new FormatError("join rows", problem);
}
