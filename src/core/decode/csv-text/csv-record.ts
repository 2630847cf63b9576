import { RecordFault } from "../record-fault.js";

/** One cell as written, quotes removed and doubled quotes undone. */
export interface CsvCell {
  readonly text: string;
  readonly quoted: boolean;
}

/**
 * Cuts one CSV record into cells by RFC 4180: a cell that starts with a quote ends at the next single quote and may hold
 * delimiters, line breaks and doubled quotes. A quote inside an unquoted cell is taken as it stands.
 *
 * @param record one record without its line break
 * @throws RecordFault `malformed` when a quote isn't closed or text follows a closing quote
 */
export function readCsvRecord(record: string, delimiter: string): CsvCell[] {
  const cells: CsvCell[] = [];
  let at = 0;
  for (;;) {
    const next = record.startsWith('"', at) ? readQuoted(record, at, cells) : readBare(record, at, delimiter, cells);
    if (next === record.length) return cells;
    if (!record.startsWith(delimiter, next)) throw new RecordFault("malformed", AFTER_QUOTE);
    at = next + 1;
  }
}

export const AFTER_QUOTE = "expects a delimiter or the record's end after a closing quote";
export const UNCLOSED_QUOTE = "expects a closing quote";

function readBare(record: string, at: number, delimiter: string, cells: CsvCell[]): number {
  const found = record.indexOf(delimiter, at);
  const end = found < 0 ? record.length : found;
  cells.push({ text: record.slice(at, end), quoted: false });
  return end;
}

function readQuoted(record: string, at: number, cells: CsvCell[]): number {
  let end = record.indexOf('"', at + 1);
  while (end >= 0 && record[end + 1] === '"') end = record.indexOf('"', end + 2);
  if (end < 0) throw new RecordFault("malformed", UNCLOSED_QUOTE);
  cells.push({ text: record.slice(at + 1, end).replaceAll('""', '"'), quoted: true });
  return end + 1;
}
