import { evaluate, type JsonPath } from "../json/json-path.js";
import { field, isArray, isObject, isScalar, type JsonObject, type JsonValue } from "../json/json-value.js";

/** Keys under which serving containers put a list of records, scalars included. */
const ROW_KEYS = ["instances", "predictions"];

/**
 * The records inside the JSON documents of one payload, in order.
 *
 * With a path: the values that it names; where it names one array without `[*]`, that array's elements if they are
 * objects or arrays, else the array as one positional record.
 * Without one, by shape:
 * - an array of objects or arrays: its elements; an array of scalars: one positional record
 * - `{"instances": [...]}`, `{"predictions": [...]}`: the elements
 * - an object with one key that holds an array of objects or arrays: the elements
 * - an object of two or more arrays of scalars of one length: columns, turned into records
 * - anything else: one record
 */
export function jsonRows(documents: readonly JsonValue[], path: JsonPath | null): readonly JsonValue[] {
  return documents.flatMap((document) => (path === null ? byShape(document) : byPath(document, path)));
}

function byPath(document: JsonValue, path: JsonPath): readonly JsonValue[] {
  const values = evaluate(path, document);
  const [only] = values;
  return !path.many && isArray(only) ? elementsOrOne(only) : values;
}

function byShape(document: JsonValue): readonly JsonValue[] {
  if (isArray(document)) return elementsOrOne(document);
  if (!isObject(document)) return [document];
  for (const key of ROW_KEYS) {
    const rows = field(document, key);
    if (isArray(rows)) return rows;
  }
  const values = Object.values(document);
  const [only] = values;
  if (values.length === 1 && isArray(only) && only.length > 0 && !only.every(isScalar)) return only;
  return isColumnar(values) ? transpose(document, values[0]!.length) : [document];
}

function elementsOrOne(array: readonly JsonValue[]): readonly JsonValue[] {
  return array.length > 0 && array.every(isScalar) ? [array] : array;
}

function isColumnar(values: readonly JsonValue[]): values is readonly (readonly JsonValue[])[] {
  if (values.length < 2) return false;
  const [first] = values;
  if (!isArray(first) || first.length === 0) return false;
  return values.every((value) => isArray(value) && value.length === first.length && value.every(isScalar));
}

function transpose(columns: JsonObject, rows: number): readonly JsonValue[] {
  return Array.from({ length: rows }, (_, row) => {
    const record = Object.create(null) as Record<string, JsonValue>;
    for (const key of Object.keys(columns)) record[key] = (columns[key] as readonly JsonValue[])[row]!;
    return record;
  });
}
