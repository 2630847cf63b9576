import type { Buffer } from "node:buffer";
import { LF, type Framing } from "../lines/record-cursor.js";
import { AFTER_QUOTE, UNCLOSED_QUOTE } from "./csv-record.js";

const QUOTE = 34;
const CR = 13;

/**
 * Finds where a CSV record ends, line breaks inside quotes included. A record that breaks the quoting rules ends at its
 * first line, so that one stray quote costs one line and not all that follow.
 */
export class CsvFraming implements Framing {
  readonly spansLines = true;
  fault: string | null = null;
  private readonly delimiter: number;
  /** Position of the next quote in the bytes at hand, before which records are lines; -1 when not looked for. */
  private nextQuote = -1;

  constructor(delimiter: string) {
    this.delimiter = delimiter.charCodeAt(0);
  }

  moved(): void {
    this.nextQuote = -1;
  }

  frame(bytes: Buffer, start: number, _scanned: number, limit: number, final: boolean): number {
    this.fault = null;
    const newline = bytes.indexOf(LF, start);
    if (newline >= 0 && newline < limit && this.quoteAfter(bytes, start, limit) > newline) return newline + 1;
    let at = start;
    for (;;) {
      if (at < limit && bytes[at] === QUOTE) {
        at = afterQuoted(bytes, at, limit);
        if (at < 0) return final ? this.broken(bytes, start, limit, final, UNCLOSED_QUOTE) : -1;
        // What follows a quote at the border decides whether it closes: wait for it.
        if (at >= limit - 1 && !final) return -1;
        if (at < limit && !this.endsCell(bytes, at, limit)) return this.broken(bytes, start, limit, final, AFTER_QUOTE);
      } else {
        at = this.cellEnd(bytes, at, limit);
      }
      if (at >= limit) return final ? limit : -1;
      if (bytes[at] === CR) at++;
      if (bytes[at] === LF) return at + 1;
      at++;
    }
  }

  /** Position of the first quote in `[start, limit)`, or `limit`: looked for once for all the records before it. */
  private quoteAfter(bytes: Buffer, start: number, limit: number): number {
    if (this.nextQuote < start) {
      const found = bytes.indexOf(QUOTE, start);
      this.nextQuote = found < 0 || found > limit ? limit : found;
    }
    return this.nextQuote;
  }

  /** The delimiter or line feed that ends an unquoted cell; `limit` when there is none. */
  private cellEnd(bytes: Buffer, from: number, limit: number): number {
    let at = from;
    while (at < limit && bytes[at] !== this.delimiter && bytes[at] !== LF) at++;
    return at;
  }

  private endsCell(bytes: Buffer, at: number, limit: number): boolean {
    const byte = bytes[at];
    return byte === this.delimiter || byte === LF || (byte === CR && (at + 1 === limit || bytes[at + 1] === LF));
  }

  private broken(bytes: Buffer, start: number, limit: number, final: boolean, fault: string): number {
    const newline = bytes.indexOf(LF, start);
    const found = newline >= 0 && newline < limit;
    if (!found && !final) return -1;
    this.fault = fault;
    return found ? newline + 1 : limit;
  }
}

/** One past the quote that closes the cell opened at `at`; -1 when none does. */
function afterQuoted(bytes: Buffer, at: number, limit: number): number {
  let quote = at;
  for (;;) {
    quote = bytes.indexOf(QUOTE, quote + 1);
    if (quote < 0 || quote >= limit) return -1;
    if (quote + 1 >= limit || bytes[quote + 1] !== QUOTE) return quote + 1;
    quote++;
  }
}
