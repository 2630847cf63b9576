import type { DecodeLimits, DecodeOptions } from "../../../contracts/decoding.js";
import type { RejectLog } from "../../../contracts/records.js";
import type { Row } from "../columns/batch-builder.js";
import { DEFAULT_TOKEN_RULES, type TokenRules } from "../columns/cell-value.js";
import { namesFor } from "../csv-text/column-names.js";
import { FlatRow } from "../json/flat-row.js";
import { compilePath } from "../json/json-path.js";
import { field, isObject, stringField, type JsonObject, type JsonValue } from "../json/json-value.js";
import { RecordFault } from "../record-fault.js";
import { Notes } from "../notes.js";
import { InputColumns } from "./input-columns.js";
import { parseIsoTime } from "./iso-time.js";
import { OutputColumns } from "./output-columns.js";
import { pairRows, type RowPair } from "./pair-rows.js";
import { readPayload, type PayloadReading, type RawRow } from "./payload.js";

/** Turns one captured event into its records: the plain way, by which every faster one is judged. */
export class EventReader {
  readonly inputReading: PayloadReading;
  readonly outputReading: PayloadReading;
  readonly tokens: TokenRules;
  /** Records of readable events that were rejected so far. */
  rejected = 0;
  private readonly options: DecodeOptions;
  private readonly rejects: RejectLog;
  private readonly inputs: InputColumns;
  private readonly outputs: OutputColumns;
  private readonly notes: Notes;

  /** @throws PlumblineError `INVALID_JSON_PATH` */
  constructor(options: DecodeOptions, limits: DecodeLimits, rejects: RejectLog) {
    const tokens: TokenRules = {
      ...DEFAULT_TOKEN_RULES,
      ...(options.csv?.decimal && { decimal: options.csv.decimal }),
    };
    const reading = (rows: string | undefined): PayloadReading => ({
      delimiter: options.csv?.delimiter ?? ",",
      maxDepth: limits.maxDepth,
      rows: rows === undefined ? null : compilePath(rows),
    });
    this.options = options;
    this.tokens = tokens;
    this.rejects = rejects;
    this.notes = new Notes(rejects);
    this.outputs = new OutputColumns(options, tokens);
    this.inputs = new InputColumns(options, tokens, this.outputs.owns);
    this.inputReading = reading(options.input?.rows);
    this.outputReading = reading(options.output?.rows);
  }

  /** @throws RecordFault when no record of the event can be used */
  read(event: JsonValue, line: number): readonly Row[] {
    const data = isObject(event) ? field(event, "captureData") : undefined;
    if (!isObject(event) || !isObject(data)) throw new RecordFault("malformed", "expects an object with captureData");
    const metadata = metadataOf(event);
    const pairs = this.pairs(data, line);
    return pairs.flatMap((pair, position) => this.row(pair, line, metadata, idOf(metadata.id, position, pairs.length)));
  }

  private pairs(data: JsonObject, line: number): readonly RowPair[] {
    const input = this.side(data, "endpointInput", this.inputReading, line);
    const output = this.side(data, "endpointOutput", this.outputReading, line);
    const fault = [input, output].find((side) => side instanceof RecordFault);
    if (fault === undefined) return pairRows(input as SideRows, output as SideRows);
    // The readable side tells how many records are lost.
    const records = Math.max(1, ...[input, output].map((side) => (Array.isArray(side) ? side.length : 0)));
    throw new RecordFault(fault.reason, fault.message, records);
  }

  private side(data: JsonObject, name: string, reading: PayloadReading, line: number): SideRows | RecordFault {
    const payload = field(data, name);
    if (payload === undefined || payload === null) return null;
    if (!isObject(payload)) return new RecordFault("malformed", `expects an object as ${name}`);
    try {
      return readPayload(payload, reading, () => {
        this.notes.once("wrong-encoding", line, `${name} is binary and left out; the record counts`);
      });
    } catch (error) {
      if (error instanceof RecordFault) return error;
      throw error;
    }
  }

  /**
   * Adds the cells of one record.
   *
   * @throws RecordFault
   */
  name(pair: RowPair, row: FlatRow): void {
    if (pair.input !== null) this.inputs.add(pair.input, row);
    if (pair.output !== null) this.outputs.add(pair.output, row);
  }

  /** The names of `width` input cells where a header is configured. */
  headerNames(width: number): readonly string[] | null {
    const { input, ignore } = this.options;
    return input?.header === undefined ? null : namesFor(width, input.header, ignore);
  }

  private row(pair: RowPair, line: number, metadata: EventMetadata, id: string | null): readonly Row[] {
    const row = new FlatRow(this.notes, line);
    try {
      this.name(pair, row);
    } catch (error) {
      if (!(error instanceof RecordFault)) throw error;
      this.rejects.reject(error.reason, line, error.message, error.records);
      this.rejected++;
      return [];
    }
    return [row.toRow(metadata.timeMs, id)];
  }
}

/** The records of one side; null where it holds none. */
type SideRows = readonly RawRow[] | null;

interface EventMetadata {
  readonly timeMs: number;
  readonly id: string | null;
}

function metadataOf(event: JsonObject): EventMetadata {
  const metadata = field(event, "eventMetadata");
  if (!isObject(metadata)) return { timeMs: NaN, id: null };
  const id = stringField(metadata, "inferenceId") || stringField(metadata, "eventId") || null;
  return { timeMs: parseIsoTime(stringField(metadata, "inferenceTime") ?? ""), id };
}

/** The records of an event that holds several are told apart by their 0-based position. */
export function idOf(id: string | null, position: number, count: number): string | null {
  return id === null || count === 1 ? id : `${id}/${position}`;
}
