import type { DecodeLimits, DecodeOptions } from "../../../contracts/decoding.js";
import type { RejectLog } from "../../../contracts/records.js";
import type { Row } from "../columns/batch-builder.js";
import type { TokenRules } from "../columns/cell-value.js";
import { readCsvRecord, type CsvCell } from "../csv-text/csv-record.js";
import { FlatRow } from "../json/flat-row.js";
import { field, isObject, stringField, type JsonObject, type JsonValue } from "../json/json-value.js";
import { parseJson } from "../json/parse-json.js";
import type { RecordReader } from "../lines/decode-records.js";
import type { RecordCursor } from "../lines/record-cursor.js";
import { recordText } from "../lines/record-text.js";
import { Notes } from "../notes.js";
import { InputColumns } from "./input-columns.js";
import { parseIsoTime } from "./iso-time.js";
import { OutputColumns } from "./output-columns.js";
import type { RawRow } from "./payload.js";

const OUTPUT_KEY = "SageMakerOutput";
const ID_KEY = "SageMakerInferenceId";
const TIME_KEY = "SageMakerInferenceTime";
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** One line of a transform's output taken apart. */
interface BatchRow {
  readonly input: RawRow | null;
  readonly output: RawRow | null;
  readonly id: string | null;
  readonly timeMs: number;
}

/**
 * Reads transform output. JSON: `SageMakerOutput` beside the input's keys when joined, else the whole line is output.
 * CSV: the cells behind `input.header` are output when there are more than that, else the whole line is output. The
 * columns of GenerateInferenceId, last in CSV, become id and time.
 */
export class BatchRowReader implements RecordReader {
  private readonly options: DecodeOptions;
  private readonly limits: DecodeLimits;
  private readonly notes: Notes;
  private readonly isJson: boolean;
  private readonly inputs: InputColumns;
  private readonly outputs: OutputColumns;

  constructor(options: DecodeOptions, limits: DecodeLimits, rejects: RejectLog, isJson: boolean) {
    const tokens: TokenRules = { decimal: options.csv?.decimal ?? "." };
    this.options = options;
    this.limits = limits;
    this.notes = new Notes(rejects);
    this.isJson = isJson;
    this.outputs = new OutputColumns(options, tokens);
    this.inputs = new InputColumns(options, tokens, this.outputs.owns);
  }

  read(cursor: RecordCursor): readonly Row[] {
    const text = recordText(cursor);
    const parts = this.isJson
      ? fromJson(parseJson(text, this.limits.maxDepth))
      : this.fromCells(readCsvRecord(text, this.options.csv?.delimiter ?? ","));
    const row = new FlatRow(this.notes, cursor.line);
    if (parts.input !== null) this.inputs.add(parts.input, row);
    if (parts.output !== null) this.outputs.add(parts.output, row);
    return [row.toRow(parts.timeMs, parts.id)];
  }

  private fromCells(cells: readonly CsvCell[]): BatchRow {
    const id = cells.at(-2)?.text ?? "";
    const timeMs = parseIsoTime(cells.at(-1)?.text ?? "");
    const generated = UUID.test(id) && !Number.isNaN(timeMs);
    const values = generated ? cells.slice(0, -2) : cells;
    const inputs = this.inputWidth(values.length);
    return {
      input: inputs === 0 ? null : { cells: values.slice(0, inputs) },
      output: { cells: values.slice(inputs) },
      id: generated ? id : null,
      timeMs: generated ? timeMs : NaN,
    };
  }

  /** How many of the cells are joined input: all that `input.header` names, where cells are left for the output. */
  private inputWidth(width: number): number {
    const header = this.options.input?.header;
    if (header === undefined) return 0;
    const kept = header.filter((name) => !this.options.ignore?.includes(name)).length;
    return width > header.length ? header.length : width > kept ? kept : 0;
  }
}

function fromJson(value: JsonValue): BatchRow {
  if (!isObject(value)) return { input: null, output: { json: value }, id: null, timeMs: NaN };
  const { id, timeMs } = { id: stringField(value, ID_KEY), timeMs: parseIsoTime(stringField(value, TIME_KEY) ?? "") };
  const output = field(value, OUTPUT_KEY);
  const rest = withoutKeys(value, [OUTPUT_KEY, ID_KEY, TIME_KEY]);
  return output === undefined
    ? { input: null, output: { json: rest }, id, timeMs }
    : { input: { json: rest }, output: { json: output }, id, timeMs };
}

function withoutKeys(object: JsonObject, keys: readonly string[]): JsonObject {
  const kept = Object.create(null) as Record<string, JsonValue>;
  for (const key of Object.keys(object)) if (!keys.includes(key)) kept[key] = object[key]!;
  return kept;
}
