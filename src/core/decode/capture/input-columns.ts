import type { DecodeOptions } from "../../../contracts/decoding.js";
import { readToken, type TokenRules } from "../columns/cell-value.js";
import { namesFor } from "../csv-text/column-names.js";
import { isHeaderRow } from "../csv-text/header-row.js";
import type { FlatRow } from "../json/flat-row.js";
import { addRecordCells } from "../json/record-cells.js";
import { RecordFault } from "../record-fault.js";
import type { RawRow } from "./payload.js";

/** Gives the values of input records their names. */
export class InputColumns {
  private readonly options: DecodeOptions;
  private readonly tokens: TokenRules;
  private readonly textColumns: ReadonlySet<string>;
  private readonly isOutputName: (name: string) => boolean;

  /** @param isOutputName names that belong to the output: an input column of that name becomes `input.<name>` */
  constructor(options: DecodeOptions, tokens: TokenRules, isOutputName: (name: string) => boolean) {
    this.options = options;
    this.tokens = tokens;
    this.textColumns = new Set(options.textColumns);
    this.isOutputName = isOutputName;
  }

  /** @throws RecordFault `header-row`, `ragged-row`, `malformed` */
  add(raw: RawRow, row: FlatRow): void {
    if ("cells" in raw) this.addCells(raw, row);
    else addRecordCells(raw.json, this.options, row, this.own);
  }

  private addCells({ cells }: Extract<RawRow, { cells: unknown }>, row: FlatRow): void {
    const { ignore, input } = this.options;
    const names = namesFor(cells.length, input?.header, ignore);
    if (isHeaderRow(cells, input?.header === undefined ? null : names)) {
      throw new RecordFault("header-row", "expects data, got a header row");
    }
    if (names === null) {
      throw new RecordFault("ragged-row", `expects ${input?.header?.length ?? 0} input values, got ${cells.length}`);
    }
    cells.forEach(({ text, quoted }, position) => {
      const name = this.own(names[position]!);
      row.cell(name, readToken(text, quoted, this.textColumns.has(name), this.tokens));
    });
  }

  private readonly own = (name: string): string => (this.isOutputName(name) ? `input.${name}` : name);
}
