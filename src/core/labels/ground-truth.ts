import type { RecordBatch } from "../../contracts/records.js";
import { readDocuments } from "../decode/capture/payload.js";
import { jsonRows } from "../decode/capture/json-rows.js";
import { idOf } from "../decode/capture/event-reader.js";
import { readCsvText } from "../decode/csv-text/csv-text.js";
import { RecordFault } from "../decode/record-fault.js";
import { field, isArray, isObject, isScalar, type JsonValue } from "../decode/json/json-value.js";
import { DEFAULT_DECODE_LIMITS } from "../../contracts/decoding.js";
import { type Cell, cellAt } from "./cell.js";
import { columnOf } from "./id-columns.js";

/** Columns that a SageMaker ground-truth line becomes when it is read as JSON lines. */
const DATA = "groundTruthData.data";
const ENCODING = "groundTruthData.encoding";
const EVENT_ID = "eventMetadata.eventId";

/** One label of a ground-truth line; null where the line can't be understood. */
export interface GroundTruth {
  readonly id: string | null;
  readonly label: Cell;
}

/** True for batches of SageMaker ground truth: `{"groundTruthData": {"data": ..., "encoding": ...}, "eventMetadata": {"eventId": ...}}`. */
export function isGroundTruth(batch: RecordBatch): boolean {
  return (
    columnOf(batch, EVENT_ID) !== undefined && batch.columns.some(({ name }) => name.startsWith("groundTruthData."))
  );
}

/**
 * The labels of each line: one, or for an event of several records one each, whose ids are `<event id>/<position>` as those of the
 * captured records are.
 *
 * @param column name of the label inside a JSON record; null: its only value
 * @returns per row the labels, or null where the data can't be read
 */
export function groundTruthOf(
  batch: RecordBatch,
  column: string | null,
): (row: number) => readonly GroundTruth[] | null {
  const [data, encoding, id] = [DATA, ENCODING, EVENT_ID].map((name) => columnOf(batch, name));
  return (row) => {
    const eventId = cellAt(id, row);
    const labels = labelsOf(cellAt(data, row), cellAt(encoding, row), column);
    return (
      labels?.map((label, position) => ({
        id: eventId === null ? null : idOf(String(eventId), position, labels.length),
        label,
      })) ?? null
    );
  };
}

function labelsOf(data: Cell, encoding: Cell, column: string | null): readonly Cell[] | null {
  if (typeof data !== "string") return [data];
  try {
    if (String(encoding ?? "").toUpperCase() === "JSON" || /^\s*[{[]/.test(data)) {
      const records = jsonRows(readDocuments(data, DEFAULT_DECODE_LIMITS.maxDepth), null);
      return checked(records.map((record) => labelIn(record, column)));
    }
    const rows = readCsvText(data, ",");
    return checked(
      rows.map((cells) => (cells.length === 1 ? (cells[0]!.text === "" ? null : cells[0]!.text) : undefined)),
    );
  } catch (error) {
    if (error instanceof RecordFault) return null;
    throw error;
  }
}

/** All labels, or null where one can't be told from its record. */
function checked(labels: readonly (Cell | undefined)[]): readonly Cell[] | null {
  return labels.some((label) => label === undefined) ? null : (labels as readonly Cell[]);
}

function labelIn(record: JsonValue, column: string | null): Cell | undefined {
  if (isScalar(record)) return plain(record);
  const named = isObject(record) && column !== null ? field(record, column) : undefined;
  if (named !== undefined) return isScalar(named) ? plain(named) : undefined;
  const values = isArray(record) ? record : Object.values(record);
  const [only] = values;
  return values.length === 1 && only !== undefined && isScalar(only) ? plain(only) : undefined;
}

function plain(value: null | boolean | number | bigint | string): Cell {
  return typeof value === "bigint" ? value.toString() : value;
}
