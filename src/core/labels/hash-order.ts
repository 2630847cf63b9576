/** Rows that share a bucket, on average. */
const ROWS_PER_BUCKET = 4;
/** A bucket beyond this is no accident of uniform hashes: it is sorted by comparison. */
const MANY = 64;

/**
 * Positions of rows in ascending order of their hash, equal hashes in the order of the rows. Hashes are uniform, so rows are put
 * into buckets by their upper bits in two passes and each small bucket is sorted by insertion: linear in rows.
 */
export function hashOrder(high: Uint32Array, low: Uint32Array, rows: number): Uint32Array {
  const bits = Math.min(24, Math.max(0, Math.ceil(Math.log2(Math.max(1, rows / ROWS_PER_BUCKET)))));
  const bucketOf = (row: number): number => (bits === 0 ? 0 : high[row]! >>> (32 - bits));
  const starts = new Uint32Array(2 ** bits + 1);
  for (let row = 0; row < rows; row++) starts[bucketOf(row) + 1]!++;
  for (let bucket = 1; bucket < starts.length; bucket++) starts[bucket]! += starts[bucket - 1]!;
  const order = new Uint32Array(rows);
  // Filled from the start of each bucket on: afterwards `starts` holds the ends.
  for (let row = 0; row < rows; row++) order[starts[bucketOf(row)]!++] = row;
  const before = (a: number, b: number): boolean =>
    high[a]! !== high[b]! ? high[a]! < high[b]! : low[a]! !== low[b]! ? low[a]! < low[b]! : a < b;
  for (let bucket = 0, start = 0; bucket < 2 ** bits; start = starts[bucket]!, bucket++) {
    const end = starts[bucket]!;
    if (end - start > MANY) order.subarray(start, end).sort((a, b) => (before(a, b) ? -1 : 1));
    else sortFew(order, start, end, before);
  }
  return order;
}

function sortFew(order: Uint32Array, start: number, end: number, before: (a: number, b: number) => boolean): void {
  for (let i = start + 1; i < end; i++) {
    const row = order[i]!;
    let at = i;
    while (at > start && before(row, order[at - 1]!)) {
      order[at] = order[at - 1]!;
      at--;
    }
    order[at] = row;
  }
}
