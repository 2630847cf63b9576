import type { Buffer } from "node:buffer";
import { parseIsoTime } from "../capture/iso-time.js";

/** YYYY-MM-DDTHH:MM: two words of eight bytes. */
const MINUTE_CHARACTERS = 16;
const WORD = 8;
/** YYYY-MM-DDTHH:MM:SSZ, as SageMaker writes times. */
const USUAL_LENGTH = 20;
const ZERO = 48;
const COLON = 58;
const LETTER_Z = 90;

/** Reads inference times, most of which share their minute with the one before. */
export class EventTimes {
  private first = NaN;
  private second = NaN;
  private minuteMs = NaN;

  /** Epoch milliseconds of `bytes[start..end)`; NaN when it is no time. */
  read(bytes: Buffer, view: DataView, start: number, end: number): number {
    if (end - start !== USUAL_LENGTH || bytes[end - 1] !== LETTER_Z || bytes[start + MINUTE_CHARACTERS] !== COLON) {
      return parseIsoTime(bytes.toString("latin1", start, end));
    }
    // Digits make finite doubles that aren't zero: equal doubles are equal bytes.
    if (view.getFloat64(start, true) === this.first && view.getFloat64(start + WORD, true) === this.second) {
      const tens = (bytes[start + 17]! - ZERO) >>> 0;
      const ones = (bytes[start + 18]! - ZERO) >>> 0;
      if (tens <= 5 && ones <= 9) return this.minuteMs + 1000 * (10 * tens + ones);
    }
    return this.remember(bytes, view, start, end);
  }

  /** Epoch milliseconds of the minute at `bytes[start..start + 16)` when it is the one that was read last, else NaN. */
  minuteAt(view: DataView, start: number): number {
    const isSame = view.getFloat64(start, true) === this.first && view.getFloat64(start + WORD, true) === this.second;
    return isSame ? this.minuteMs : NaN;
  }

  private remember(bytes: Buffer, view: DataView, start: number, end: number): number {
    const minuteMs = parseIsoTime(`${bytes.toString("latin1", start, start + MINUTE_CHARACTERS)}:00Z`);
    if (!Number.isNaN(minuteMs)) {
      this.first = view.getFloat64(start, true);
      this.second = view.getFloat64(start + WORD, true);
      this.minuteMs = minuteMs;
    }
    return parseIsoTime(bytes.toString("latin1", start, end));
  }
}
