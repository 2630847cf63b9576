import type { KeyedRows } from "./keyed-rows.js";

type Hashes = Pick<KeyedRows, "rows" | "high" | "low">;

/** Positions of the rows of `asked` whose id is among `held`, ascending. Ids may repeat on both sides; linear in rows. */
export function heldRows(asked: Hashes, held: Hashes): Uint32Array {
  const found = new Uint32Array(asked.rows);
  let [count, h] = [0, 0];
  for (let a = 0; a < asked.rows; a++) {
    const [high, low] = [asked.high[a]!, asked.low[a]!];
    while (h < held.rows && (held.high[h]! < high || (held.high[h] === high && held.low[h]! < low))) h++;
    if (h < held.rows && held.high[h] === high && held.low[h] === low) found[count++] = a;
  }
  return found.subarray(0, count);
}

/** Positions of `rows` rows that are none of `taken`, ascending. @param taken ascending */
export function otherRows(rows: number, taken: Uint32Array): Uint32Array {
  const others = new Uint32Array(rows - taken.length);
  let [count, t] = [0, 0];
  for (let row = 0; row < rows; row++) {
    if (taken[t] === row) t++;
    else others[count++] = row;
  }
  return others;
}
