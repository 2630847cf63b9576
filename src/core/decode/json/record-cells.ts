import type { DecodeOptions } from "../../../contracts/decoding.js";
import { namesFor } from "../csv-text/column-names.js";
import { RecordFault } from "../record-fault.js";
import type { FlatRow } from "./flat-row.js";
import { isArray, isObject, type JsonValue } from "./json-value.js";

/**
 * Adds the cells of one JSON record.
 *
 * - An array is positional: its values get the names of `input.header`, else `c0`, `c1`, ...
 * - An object's values get their dotted names; but with `input.header`, the first array of as many values as the header
 *   has names gets those, whatever its key (`{"features": [...]}`).
 *
 * @param rename last word on each name
 * @throws RecordFault `ragged-row` when the header has another number of names than the record has values
 */
export function addRecordCells(
  json: JsonValue,
  { input, ignore }: Pick<DecodeOptions, "input" | "ignore">,
  row: FlatRow,
  rename: (name: string) => string = (name) => name,
): void {
  const header = input?.header;
  if (!isObject(json)) {
    addPositional(isArray(json) ? json : [json], header, ignore, row, rename);
    return;
  }
  const keys = Object.keys(json);
  let named = header === undefined;
  for (const key of keys) {
    const value = json[key]!;
    const isFeatures =
      !named && isArray(value) && (keys.length === 1 || namesFor(value.length, header, ignore) !== null);
    if (isFeatures) addPositional(value, header, ignore, row, rename);
    else row.addRenamed(key, value, rename);
    named ||= isFeatures;
  }
}

function addPositional(
  values: readonly JsonValue[],
  header: readonly string[] | undefined,
  ignore: readonly string[] | undefined,
  row: FlatRow,
  rename: (name: string) => string,
): void {
  const names = namesFor(values.length, header, ignore);
  if (names === null) {
    throw new RecordFault("ragged-row", `expects ${header?.length ?? 0} input values, got ${values.length}`);
  }
  for (const [position, value] of values.entries()) row.addRenamed(names[position]!, value, rename);
}
