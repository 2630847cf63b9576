import type { ColumnStore } from "../columns/column-store.js";
import { CellKind } from "../../../contracts/records.js";
import type { CellValue } from "../columns/cell-value.js";
import { isScalar } from "../json/json-value.js";
import { toJson } from "./parquet-values.js";

/**
 * Sets rows `[0, values.length)` of a column from the values of a flat Parquet column.
 *
 * @param onBinary told when a value is no text
 */
export function fillColumn(
  column: ColumnStore,
  values: ArrayLike<unknown>,
  decimalScale: number | null,
  onBinary: () => void,
): void {
  if (column.keepText || decimalScale !== null) fillAny(column, values, decimalScale, onBinary);
  else if (values instanceof Float64Array || values instanceof Float32Array) fillFloats(column, values);
  else if (values instanceof Int32Array || values instanceof Uint32Array) fillIntegers(column, values);
  else fillMixed(column, values, onBinary);
}

function fillFloats({ kinds, numbers }: ColumnStore, values: Float64Array | Float32Array): void {
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    kinds[row] = Number.isSafeInteger(value)
      ? CellKind.integer
      : value === value
        ? CellKind.fractional
        : CellKind.missing;
    // Adding 0 turns -0 into 0.
    numbers[row] = value + 0;
  }
}

function fillIntegers({ kinds, numbers }: ColumnStore, values: Int32Array | Uint32Array): void {
  kinds.fill(CellKind.integer, 0, values.length);
  numbers.set(values);
}

/** Values with nulls among them, texts, 64-bit integers, booleans. */
function fillMixed(column: ColumnStore, values: ArrayLike<unknown>, onBinary: () => void): void {
  const { kinds, numbers, codes } = column;
  // Texts from a Parquet dictionary are few objects: their codes are found without their bytes.
  const codeOfText = new Map<string, number>();
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (typeof value === "number") {
      kinds[row] = Number.isSafeInteger(value)
        ? CellKind.integer
        : value === value
          ? CellKind.fractional
          : CellKind.missing;
      numbers[row] = value + 0;
    } else if (typeof value === "string" && value !== "") {
      const known = codeOfText.get(value);
      if (known === undefined) {
        column.set(row, value);
        codeOfText.set(value, codes[row]!);
      } else {
        kinds[row] = CellKind.text;
        codes[row] = known;
      }
    } else if (value === undefined || value === null) {
      kinds[row] = CellKind.missing;
    } else {
      column.set(row, scalar(value, null, onBinary));
    }
  }
}

function fillAny(
  column: ColumnStore,
  values: ArrayLike<unknown>,
  decimalScale: number | null,
  onBinary: () => void,
): void {
  for (let row = 0; row < values.length; row++) column.set(row, scalar(values[row], decimalScale, onBinary));
}

function scalar(value: unknown, decimalScale: number | null, onBinary: () => void): CellValue {
  const json = toJson(value, decimalScale, onBinary);
  return isScalar(json) ? json : null;
}
