/** Distinct numbers and how often each was seen: exact, as long as there are few of them. */
export interface ValueTable {
  /** Ascending, distinct, finite, no -0. */
  readonly values: Float64Array;
  /** Same length. */
  readonly counts: Float64Array;
}

export const NO_VALUES: ValueTable = { values: new Float64Array(0), counts: new Float64Array(0) };

/** @param sorted ascending numbers, of which the first `length` count */
export function tableOfSorted(sorted: Float64Array, length: number): ValueTable {
  const values = new Float64Array(length);
  const counts = new Float64Array(length);
  let size = 0;
  for (let i = 0; i < length;) {
    const value = sorted[i]!;
    let end = i + 1;
    while (end < length && sorted[end] === value) end++;
    values[size] = value;
    counts[size++] = end - i;
    i = end;
  }
  return { values: values.slice(0, size), counts: counts.slice(0, size) };
}

/** Both tables together: exact, commutative and associative. */
export function mergeTables(a: ValueTable, b: ValueTable): ValueTable {
  if (a.values.length === 0) return b;
  if (b.values.length === 0) return a;
  const values = new Float64Array(a.values.length + b.values.length);
  const counts = new Float64Array(values.length);
  let size = 0;
  for (let i = 0, j = 0; i < a.values.length || j < b.values.length; size++) {
    const x = i < a.values.length ? a.values[i]! : Infinity;
    const y = j < b.values.length ? b.values[j]! : Infinity;
    values[size] = Math.min(x, y);
    let count = 0;
    if (x <= y) count += a.counts[i++]!;
    if (y <= x) count += b.counts[j++]!;
    counts[size] = count;
  }
  return { values: values.slice(0, size), counts: counts.slice(0, size) };
}
