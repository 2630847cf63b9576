import { isArray, isScalar } from "../json/json-value.js";
import { RecordFault } from "../record-fault.js";
import type { RawRow } from "./payload.js";

/** The input and output of one record; null where only the other side was captured. */
export interface RowPair {
  readonly input: RawRow | null;
  readonly output: RawRow | null;
}

/**
 * Pairs the records of both sides one to one, in order.
 *
 * Some containers answer a request of n records with one row of n values: an output of one row that has as many values
 * as there are inputs, when there are several, is taken as a column.
 *
 * @throws RecordFault `input-output-mismatch` for different counts, `malformed` when there is no record at all
 */
export function pairRows(inputs: readonly RawRow[] | null, outputs: readonly RawRow[] | null): readonly RowPair[] {
  const answers = inputs !== null && outputs !== null && inputs.length > 1 ? spread(outputs, inputs.length) : outputs;
  const count = Math.max(inputs?.length ?? 0, answers?.length ?? 0);
  if (count === 0) throw new RecordFault("malformed", "expects at least one record in endpointInput or endpointOutput");
  if (inputs !== null && answers !== null && inputs.length !== answers.length) {
    const detail = `expects as many output rows as input rows, got ${answers.length} for ${inputs.length}`;
    throw new RecordFault("input-output-mismatch", detail, count);
  }
  return Array.from({ length: count }, (_, i) => ({ input: inputs?.[i] ?? null, output: answers?.[i] ?? null }));
}

function spread(outputs: readonly RawRow[], count: number): readonly RawRow[] {
  const [only] = outputs;
  if (only === undefined || outputs.length > 1) return outputs;
  if ("cells" in only) return only.cells.length === count ? only.cells.map((cell) => ({ cells: [cell] })) : outputs;
  const values = isArray(only.json) ? only.json : [];
  return values.length === count && values.every(isScalar) ? values.map((json) => ({ json })) : outputs;
}
