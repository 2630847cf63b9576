import type { DecodeOptions } from "../../../contracts/decoding.js";
import { readToken, type CellValue, type TokenRules } from "../columns/cell-value.js";
import { FlatRow } from "../json/flat-row.js";
import { compilePath, evaluate, type JsonPath } from "../json/json-path.js";
import { field, isArray, isObject, type JsonValue } from "../json/json-value.js";
import { RecordFault } from "../record-fault.js";
import type { RawRow } from "./payload.js";

/** Where a configured output column stands in its row. */
type Place = { readonly position: number } | { readonly key: string } | { readonly path: JsonPath };

/** Gives the values of output records their names. */
export class OutputColumns {
  private readonly header: readonly string[] | undefined;
  private readonly columns: readonly { readonly name: string; readonly place: Place }[] | null;
  private readonly tokens: TokenRules;
  private readonly textColumns: ReadonlySet<string>;
  private readonly reserved: readonly string[];

  /** @throws PlumblineError `INVALID_JSON_PATH` */
  constructor(options: DecodeOptions, tokens: TokenRules) {
    this.header = options.output?.header;
    const columns = options.output?.columns;
    this.columns =
      columns === undefined ? null : Object.entries(columns).map(([name, at]) => ({ name, place: placeOf(at) }));
    this.tokens = tokens;
    this.textColumns = new Set(options.textColumns);
    this.reserved = this.columns?.map(({ name }) => name) ?? ["output", ...(this.header ?? [])];
  }

  /** True for a name that an output column has or may get. */
  readonly owns = (name: string): boolean => this.reserved.some((own) => name === own || name.startsWith(`${own}.`));

  /** @throws RecordFault `ragged-row` when `output.header` has another number of names */
  add(raw: RawRow, row: FlatRow): void {
    if (this.columns === null) this.addAll(raw, row);
    else for (const { name, place } of this.columns) this.addColumn(name, place, raw, row);
  }

  private addAll(raw: RawRow, row: FlatRow): void {
    const values = "cells" in raw ? raw.cells : isObject(raw.json) ? null : isArray(raw.json) ? raw.json : [raw.json];
    if (values === null) {
      row.add("output", (raw as { json: JsonValue }).json);
      return;
    }
    values.forEach((_, position) => {
      this.addPosition(this.positionName(position, values.length), position, raw, row);
    });
  }

  private positionName(position: number, width: number): string {
    if (this.header === undefined) return width === 1 ? "output" : `output.${position}`;
    if (this.header.length !== width)
      throw new RecordFault("ragged-row", `expects ${this.header.length} output values, got ${width}`);
    return this.header[position]!;
  }

  private addColumn(name: string, place: Place, raw: RawRow, row: FlatRow): void {
    if ("position" in place) {
      this.addPosition(name, place.position, raw, row);
    } else if ("key" in place) {
      const position = this.header?.indexOf(place.key) ?? -1;
      if ("cells" in raw || !isObject(raw.json)) this.addPosition(name, position, raw, row);
      else row.add(name, field(raw.json, place.key) ?? nested(raw.json, place.key));
    } else {
      const values = "cells" in raw ? [] : evaluate(place.path, raw.json);
      row.add(name, values.length > 1 ? values : (values[0] ?? null));
    }
  }

  /** A position counts CSV cells, array elements, or the flattened values of an object. */
  private addPosition(name: string, position: number, raw: RawRow, row: FlatRow): void {
    if ("cells" in raw) row.cell(name, this.cellValue(name, raw, position));
    else if (isArray(raw.json)) row.add(name, raw.json[position] ?? null);
    else if (isObject(raw.json)) row.cell(name, flatValues(raw.json)[position] ?? null);
    else row.add(name, position === 0 ? raw.json : null);
  }

  private cellValue(name: string, { cells }: Extract<RawRow, { cells: unknown }>, position: number): CellValue {
    const cell = cells[position];
    return cell === undefined ? null : readToken(cell.text, cell.quoted, this.textColumns.has(name), this.tokens);
  }
}

function placeOf(at: number | string): Place {
  if (typeof at === "number") return { position: at };
  if (at.startsWith("$")) return { path: compilePath(at) };
  return /^\d+$/.test(at) ? { position: Number(at) } : { key: at };
}

/** The value behind a dotted name, where no key has that very name. */
function nested(json: JsonValue, name: string): JsonValue {
  let value: JsonValue = json;
  for (const key of name.split(".")) value = (isObject(value) ? field(value, key) : undefined) ?? null;
  return value;
}

function flatValues(json: JsonValue): readonly CellValue[] {
  const flat = new FlatRow(null, 0);
  flat.add("", json);
  return flat.values;
}
