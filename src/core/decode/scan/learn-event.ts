import type { Buffer } from "node:buffer";
import type { EventReader } from "../capture/event-reader.js";
import { pairRows } from "../capture/pair-rows.js";
import { declaredKind, type PayloadReading, type RawRow } from "../capture/payload.js";
import type { BatchBuilder } from "../columns/batch-builder.js";
import { readCsvText } from "../csv-text/csv-text.js";
import { FlatRow } from "../json/flat-row.js";
import { field, isObject, stringField, type JsonObject, type JsonValue } from "../json/json-value.js";
import { RecordFault } from "../record-fault.js";
import { CellRowScanner, isScannable } from "./cell-row.js";
import { CsvLayout } from "./csv-layout.js";
import { EventTemplate } from "./event-template.js";
import type { EventTimes } from "./event-time.js";
import { HeaderWatch } from "./header-watch.js";
import { jsonLeaves, type JsonLeaf } from "./json-leaves.js";
import type { JsonLayout } from "./json-layout.js";
import {
  columnsOfMarks,
  congruent,
  FIRST_MARK,
  learnJsonLayout,
  markedCells,
  markedPayload,
  marksBetween,
  type Marks,
} from "./learn-rows.js";
import { Literal } from "./literal.js";
import type { Slot } from "./slot.js";

/** A line of the object. */
export interface Line {
  readonly bytes: Buffer;
  readonly start: number;
  readonly end: number;
}

/** One side of the event while it is being learned: its records with marks instead of values. */
interface Lesson {
  readonly leaf: JsonLeaf;
  readonly rows: readonly RawRow[];
  /** Marks are `[firstMark, endMark)`. */
  readonly firstMark: number;
  readonly endMark: number;
  /** Scalars of the JSON payload; null for CSV. */
  readonly leaves: readonly JsonLeaf[] | null;
}

const SIDES = ["endpointInput", "endpointOutput"] as const;
const METADATA_SLOTS: ReadonlyMap<string, Slot> = new Map([
  ["0/eventMetadata/inferenceId", { kind: "inferenceId" }],
  ["0/eventMetadata/eventId", { kind: "eventId" }],
  ["0/eventMetadata/inferenceTime", { kind: "time" }],
]);
/** These say how the payload is read: they are part of the fixed text. */
const FIXED_FIELD = /^0\/captureData\/endpoint(?:Input|Output)\/(?:encoding|observedContentType|mode)$/;

/** Learns how an event is written from a line that the plain way has read without a reject. */
export class EventLearner {
  private readonly events: EventReader;
  private readonly batch: BatchBuilder;
  private readonly times: EventTimes;

  constructor(events: EventReader, batch: BatchBuilder, times: EventTimes) {
    this.events = events;
    this.batch = batch;
    this.times = times;
  }

  /** @returns null when lines like this one are left to the plain way */
  learn({ bytes, start, end }: Line, event: JsonValue): EventTemplate | null {
    const data = isObject(event) ? field(event, "captureData") : undefined;
    const leaves = isObject(data) ? jsonLeaves(bytes, start, end, false) : null;
    if (leaves === null || !isObject(data)) return null;
    try {
      const layouts = this.layouts(bytes, data, leaves);
      return layouts === null ? null : this.template(bytes, start, end, leaves, layouts);
    } catch (error) {
      // Marks may read otherwise than values did: then there is nothing to learn.
      if (error instanceof RecordFault) return null;
      throw error;
    }
  }

  private layouts(
    bytes: Buffer,
    data: JsonObject,
    leaves: readonly JsonLeaf[],
  ): ReadonlyMap<JsonLeaf, CsvLayout | JsonLayout> | null {
    const lessons: Lesson[] = [];
    let firstMark = FIRST_MARK;
    for (const name of SIDES) {
      const side = field(data, name);
      if (side === undefined || side === null) continue;
      const leaf = leaves.find(({ path, isString }) => isString && path === `0/captureData/${name}/data`);
      const lesson = isObject(side) && leaf !== undefined ? this.lesson(bytes, name, side, leaf, firstMark) : null;
      if (lesson === null) return null;
      lessons.push(lesson);
      firstMark = lesson.endMark;
    }
    const rowsOf = (name: string): readonly RawRow[] | null =>
      lessons.find(({ leaf }) => leaf.path === `0/captureData/${name}/data`)?.rows ?? null;
    const records = pairRows(rowsOf(SIDES[0]), rowsOf(SIDES[1])).map((pair) => {
      const row = new FlatRow(null, 0);
      this.events.name(pair, row);
      return row;
    });
    const layouts = new Map<JsonLeaf, CsvLayout | JsonLayout>();
    for (const lesson of lessons) {
      const layout = this.layout(
        bytes,
        lesson,
        records.map((row) => marksBetween(row, lesson.firstMark, lesson.endMark)),
      );
      if (layout === null) return null;
      layouts.set(lesson.leaf, layout);
    }
    return layouts;
  }

  private lesson(bytes: Buffer, name: string, side: JsonObject, leaf: JsonLeaf, firstMark: number): Lesson | null {
    const kind = declaredKind(
      (stringField(side, "encoding") ?? "").toUpperCase(),
      (stringField(side, "observedContentType") ?? "").toLowerCase(),
    );
    const reading = this.reading(name);
    if (stringField(side, "encoding")?.toUpperCase() === "BASE64" || kind === null) return null;
    if (kind === "csv") return csvLesson(stringField(side, "data") ?? "", leaf, firstMark, reading);
    const payload = markedPayload(bytes, leaf.start + 1, leaf.end - 1, reading, firstMark);
    return payload && { ...payload, leaf, firstMark, endMark: firstMark + payload.leaves.length };
  }

  private reading(name: string): PayloadReading {
    return name === SIDES[0] ? this.events.inputReading : this.events.outputReading;
  }

  private layout(bytes: Buffer, lesson: Lesson, records: readonly Marks[]): CsvLayout | JsonLayout | null {
    const { leaf, leaves, firstMark, endMark } = lesson;
    if (leaves !== null) {
      const [from, to] = [leaf.start + 1, leaf.end - 1];
      return learnJsonLayout(bytes, from, to, leaves, records, firstMark, this.batch, true);
    }
    const width = endMark - firstMark;
    if (!records.every((marks) => congruent(marks, records[0]!, 0, firstMark, width))) return null;
    const columns = columnsOfMarks(records[0]!, firstMark, width, this.batch, this.batch.discard());
    if (columns === null || !isScannable(this.reading(SIDES[0]).delimiter)) return null;
    const isInput = leaf.path.includes(SIDES[0]);
    const reading = this.reading(isInput ? SIDES[0] : SIDES[1]);
    const scanner = new CellRowScanner(reading.delimiter, this.events.tokens, true);
    const names = isInput ? this.events.headerNames(width) : null;
    return new CsvLayout(scanner, columns, new HeaderWatch(reading.delimiter, names));
  }

  private template(
    bytes: Buffer,
    start: number,
    end: number,
    leaves: readonly JsonLeaf[],
    layouts: ReadonlyMap<JsonLeaf, CsvLayout | JsonLayout>,
  ): EventTemplate {
    const literals: Literal[] = [];
    const slots: Slot[] = [];
    let at = start;
    for (const leaf of leaves) {
      const slot = slotOf(bytes, leaf, layouts);
      if (slot === null) continue;
      // Quotes around a string are part of the fixed text.
      const quote = leaf.isString ? 1 : 0;
      literals.push(new Literal(bytes.subarray(at, leaf.start + quote)));
      slots.push(slot);
      at = leaf.end - quote;
    }
    literals.push(new Literal(bytes.subarray(at, end)));
    return new EventTemplate(literals, slots, this.times);
  }
}

/** One marked row: rows of CSV are written alike, however many there are. */
function csvLesson(text: string, leaf: JsonLeaf, firstMark: number, reading: PayloadReading): Lesson | null {
  const records = readCsvText(text, reading.delimiter);
  const width = records[0]?.length ?? 0;
  if (width === 0 || !records.every((cells) => cells.length === width)) return null;
  const rows = records.map(() => ({ cells: markedCells(width, firstMark) }));
  return { leaf, rows, firstMark, endMark: firstMark + width, leaves: null };
}

function slotOf(bytes: Buffer, leaf: JsonLeaf, layouts: ReadonlyMap<JsonLeaf, CsvLayout | JsonLayout>): Slot | null {
  const layout = layouts.get(leaf);
  if (layout !== undefined) return { kind: "rows", layout };
  if (FIXED_FIELD.test(leaf.path)) return null;
  if (!leaf.isString) return isNumber(bytes, leaf) && !METADATA_SLOTS.has(leaf.path) ? { kind: "number" } : null;
  return METADATA_SLOTS.get(leaf.path) ?? { kind: "text" };
}

function isNumber(bytes: Buffer, leaf: JsonLeaf): boolean {
  return /^-?\d/.test(bytes.toString("latin1", leaf.start, leaf.end));
}
