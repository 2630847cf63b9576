import { Buffer } from "node:buffer";
import { RecordFault } from "../record-fault.js";
import { CsvFraming } from "./csv-framing.js";
import { readCsvRecord, type CsvCell } from "./csv-record.js";

/**
 * The records of a CSV text that is at hand as a whole; blank lines are none.
 *
 * @throws RecordFault
 */
export function readCsvText(text: string, delimiter: string): CsvCell[][] {
  const bytes = Buffer.from(text, "utf8");
  const framing = new CsvFraming(delimiter);
  const records: CsvCell[][] = [];
  for (let start = 0; start < bytes.length;) {
    const end = framing.frame(bytes, start, start, bytes.length, true);
    if (framing.fault !== null) throw new RecordFault("malformed", framing.fault);
    const record = bytes.toString("utf8", start, end).replace(/\r?\n$|\r$/, "");
    if (record.trim() !== "") records.push(readCsvRecord(record, delimiter));
    start = end;
  }
  return records;
}
