import { Buffer } from "node:buffer";
import type { DecodeOptions } from "../../../contracts/decoding.js";
import { PlumblineError } from "../../../contracts/errors.js";
import type { TokenRules } from "../columns/cell-value.js";

/** How a CSV text is cut into cells and how its numbers are written. */
export interface CsvDialect extends TokenRules {
  /** One ASCII character. */
  readonly delimiter: string;
}

const CANDIDATES = [",", ";", "\t", "|"];

/**
 * @param head the first bytes of the object
 * @throws PlumblineError `INVALID_CSV_OPTION`
 */
export function dialectOf(options: DecodeOptions, head: Uint8Array): CsvDialect {
  const delimiter = options.csv?.delimiter ?? detectDelimiter(firstLine(head));
  const decimal = options.csv?.decimal ?? ".";
  const usable = delimiter.length === 1 && delimiter.charCodeAt(0) < 128 && !'"\r\n'.includes(delimiter);
  if (!usable) throw invalid("csv.delimiter expects one ASCII character other than a quote or a line break", delimiter);
  if (decimal === delimiter) throw invalid("csv.decimal expects another character than csv.delimiter", decimal);
  return { delimiter, decimal };
}

function firstLine(head: Uint8Array): string {
  return Buffer.from(head).toString("utf8").trimStart().split(/\r?\n/, 1)[0] ?? "";
}

/** The candidate that stands most often outside quotes in the first record; comma when none does. */
function detectDelimiter(firstRecord: string): string {
  const outside = firstRecord.replace(/"(?:[^"]|"")*"/g, "");
  let best = ",";
  let most = 0;
  for (const candidate of CANDIDATES) {
    const count = outside.split(candidate).length - 1;
    if (count > most) [best, most] = [candidate, count];
  }
  return best;
}

function invalid(rule: string, got: string): PlumblineError {
  return new PlumblineError("INVALID_CSV_OPTION", `${rule}, got ${JSON.stringify(got)}`);
}
