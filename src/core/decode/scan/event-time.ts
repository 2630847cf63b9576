import type { Buffer } from "node:buffer";
import { parseIsoTime } from "../capture/iso-time.js";

const MINUTE_CHARACTERS = 16;
const ZERO = 48;

/** Reads inference times, most of which share their minute with the one before. */
export class EventTimes {
  private minute = "";
  private minuteMs = NaN;

  /** Epoch milliseconds of `bytes[start..end)`; NaN when it is no time. */
  read(bytes: Buffer, start: number, end: number): number {
    // YYYY-MM-DDTHH:MM:SSZ, as SageMaker writes it.
    const seconds = 10 * (bytes[start + 17]! - ZERO) + bytes[start + 18]! - ZERO;
    const isUsual = end - start === 20 && bytes[start + MINUTE_CHARACTERS] === 58 && bytes[end - 1] === 90;
    if (!isUsual || !this.sameMinute(bytes, start) || !isDigitPair(bytes, start + 17) || seconds > 59) {
      return this.remember(bytes, start, end, isUsual);
    }
    return this.minuteMs + 1000 * seconds;
  }

  private sameMinute(bytes: Buffer, start: number): boolean {
    const { minute } = this;
    if (minute === "") return false;
    for (let i = 0; i < MINUTE_CHARACTERS; i++) if (bytes[start + i] !== minute.charCodeAt(i)) return false;
    return true;
  }

  private remember(bytes: Buffer, start: number, end: number, isUsual: boolean): number {
    const text = bytes.toString("latin1", start, end);
    const time = parseIsoTime(text);
    if (isUsual && !Number.isNaN(time)) {
      this.minute = text.slice(0, MINUTE_CHARACTERS);
      this.minuteMs = parseIsoTime(`${this.minute}:00Z`);
    }
    return time;
  }
}

function isDigitPair(bytes: Buffer, at: number): boolean {
  return bytes[at]! >= ZERO && bytes[at]! <= 57 && bytes[at + 1]! >= ZERO && bytes[at + 1]! <= 57;
}
