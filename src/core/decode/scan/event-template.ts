import type { Buffer } from "node:buffer";
import { idOf } from "../capture/event-reader.js";
import type { BatchBuilder } from "../columns/batch-builder.js";
import { NO_ROOM } from "../lines/decode-records.js";
import { DiscardColumn } from "../columns/discard-column.js";
import type { EventTimes } from "./event-time.js";
import { kernelTemplate, type KernelTemplate } from "./kernel-template.js";
import type { Literal } from "./literal.js";
import { scanNumber } from "./scan-number.js";
import type { Slot } from "./slot.js";

const QUOTE = 34;
const BACKSLASH = 92;
const SPACE = 32;
const DOT = 46;
const FIRST_NON_ASCII = 128;
const WORD = 4;

/**
 * A captured event as it was learned from one line: every byte that isn't a value is verified on the lines that follow,
 * so that a line which fits is, byte for byte, literal + value + literal + ...: nothing in it goes unseen. A line that
 * doesn't fit leaves no trace in the batch.
 */
export class EventTemplate {
  private readonly literals: readonly Literal[];
  private readonly slots: readonly Slot[];
  private readonly times: EventTimes;
  /** As the kernel reads it; null where TypeScript has to. */
  readonly kernel: KernelTemplate | null;
  private readonly unwanted = new DiscardColumn(1);
  private timeMs = NaN;
  private idStart = 0;
  private idEnd = 0;

  /** @param literals one more than slots */
  constructor(literals: readonly Literal[], slots: readonly Slot[], times: EventTimes) {
    this.literals = literals;
    this.slots = slots;
    this.times = times;
    this.kernel = kernelTemplate(literals, slots);
  }

  /** Appends the records of a line; returns how many, -1 when the line doesn't fit the template, or NO_ROOM. */
  scan(bytes: Buffer, view: DataView, start: number, end: number, batch: BatchBuilder): number {
    const rows = this.scanLine(bytes, view, start, end, batch);
    if (rows < 0) {
      for (const slot of this.slots) if (slot.kind === "rows") slot.layout.clear(batch.rows);
      return rows;
    }
    const id = batch.wantsIds && this.idEnd > this.idStart ? bytes.toString("latin1", this.idStart, this.idEnd) : null;
    for (let i = 0; i < rows; i++) batch.endRow(this.timeMs, idOf(id, i, rows));
    return rows;
  }

  private scanLine(bytes: Buffer, view: DataView, start: number, end: number, batch: BatchBuilder): number {
    const { literals, slots } = this;
    const { room } = batch;
    let at = start;
    let rows = -1;
    this.timeMs = NaN;
    this.idStart = this.idEnd = 0;
    for (let i = 0; i < slots.length; i++) {
      const literal = literals[i]!;
      if (!literal.matches(bytes, view, at, end)) return -1;
      at += literal.length;
      const slot = slots[i]!;
      if (slot.kind === "rows") {
        const count = slot.layout.scan(bytes, view, at, end, batch.rows, room);
        if (count > room) return NO_ROOM;
        if (count < 0 || (rows >= 0 && count !== rows)) return -1;
        rows = count;
        ({ at } = slot.layout);
      } else {
        at = this.scanMetadata(slot.kind, bytes, view, at, batch);
        if (at < 0) return -1;
      }
    }
    const last = literals[slots.length]!;
    return last.matches(bytes, view, at, end) && at + last.length === end ? rows : -1;
  }

  private scanMetadata(kind: Slot["kind"], bytes: Buffer, view: DataView, at: number, batch: BatchBuilder): number {
    if (kind === "number") return scanNumber(bytes, at, DOT, this.unwanted, 0);
    const end = plainTextEnd(bytes, view, at);
    if (end < 0) return -1;
    if (kind === "time" && batch.wantsTimes) this.timeMs = this.times.read(bytes, view, at, end);
    // The caller's id wins over the event's, in whatever order they stand.
    if ((kind === "inferenceId" && end > at) || (kind === "eventId" && this.idEnd === this.idStart)) {
      this.idStart = at;
      this.idEnd = end;
    }
    return end;
  }
}

/** Where a JSON string of plain ASCII ends; -1 when it holds anything else. */
function plainTextEnd(bytes: Buffer, view: DataView, start: number): number {
  let at = start;
  const last = view.byteLength - WORD;
  while (at <= last && !holdsSpecial(view.getInt32(at, true))) at += WORD;
  let byte = bytes[at]!;
  for (; byte !== QUOTE; byte = bytes[++at]!) {
    if (byte === BACKSLASH || byte < SPACE || byte >= FIRST_NON_ASCII) return -1;
  }
  return at;
}

/** True when one of four bytes is a quote, a backslash, a control character or beyond ASCII. */
function holdsSpecial(word: number): boolean {
  const quote = word ^ 0x22222222;
  const backslash = word ^ 0x5c5c5c5c;
  // (x - 1) & ~x has its high bit set where x is zero; a borrow can only add bytes above one that is found anyway.
  const found =
    ((quote - 0x01010101) & ~quote) | ((backslash - 0x01010101) & ~backslash) | ((word - 0x20202020) & ~word);
  return ((found | word) & 0x80808080) !== 0;
}
