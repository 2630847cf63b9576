import { FormatError, PlumblineError } from "../../contracts/errors.js";
import { combine32, mix32 } from "../summaries/hashing.js";
import type { KeyedRows } from "./keyed-rows.js";

/**
 * Which ids an hour may hold: a binary fuse filter (Graf and Lemire 2022) of 16-bit fingerprints. It never misses an id of the hour, says
 * yes to any other with probability 2^-16 (1.5 in 100,000), and takes 18 bits an id (20 where there are few).
 */
export interface HashFilter {
  readonly ids: number;
  readonly seed: number;
  readonly segmentBits: number;
  readonly segments: number;
  readonly fingerprints: Uint16Array;
}

/** @see https://doi.org/10.1145/3510449 */
const ARITY = 3;
const MOST_SEEDS = 64;
const MAGIC = 0x31464c50;
const HEADER_WORDS = 5;

/** Hash words of one id under one seed, and the three places where its fingerprint is split up. */
class Places {
  a = 0;
  b = 0;
  c = 0;
  fingerprint = 0;
  private readonly seed: number;
  private readonly segmentBits: number;
  private readonly segments: number;

  constructor({ seed, segmentBits, segments }: Pick<HashFilter, "seed" | "segmentBits" | "segments">) {
    this.seed = seed;
    this.segmentBits = segmentBits;
    this.segments = segments;
  }

  find(high: number, low: number): void {
    const upper = combine32(high ^ this.seed, low);
    const lower = combine32(low ^ this.seed, upper);
    const segment = Math.floor((upper / 2 ** 32) * this.segments);
    const mask = 2 ** this.segmentBits - 1;
    const within = mix32(lower ^ 0x5bd1e995);
    this.a = segment * 2 ** this.segmentBits + (lower & mask);
    this.b = (segment + 1) * 2 ** this.segmentBits + (within & mask);
    this.c = (segment + 2) * 2 ** this.segmentBits + (mix32(within ^ upper) & mask);
    this.fingerprint = (mix32(upper ^ Math.imul(lower, 31)) >>> 8) & 0xffff;
  }
}

/**
 * The filter of rows sorted by hash; ids may repeat.
 *
 * @throws PlumblineError `FILTER` when 64 seeds fail, which does not happen
 */
export function buildFilter({ rows, high, low }: Pick<KeyedRows, "rows" | "high" | "low">): HashFilter {
  const differs = (row: number): boolean => row === 0 || high[row] !== high[row - 1] || low[row] !== low[row - 1];
  let ids = 0;
  for (let row = 0; row < rows; row++) if (differs(row)) ids++;
  const segmentBits = ids <= 1 ? 2 : Math.min(18, Math.max(2, Math.floor(Math.log(ids) / Math.log(3.33) + 2.25)));
  const factor = ids <= 1 ? 0 : Math.max(1.125, 0.875 + (0.25 * Math.log(1e6)) / Math.log(ids));
  const segments = Math.max(1, Math.ceil(Math.round(ids * factor) / 2 ** segmentBits) - (ARITY - 1));
  for (let seed = 1; seed <= MOST_SEEDS; seed++) {
    const shape = { ids, seed: mix32(seed), segmentBits, segments };
    const fingerprints = peeled(shape, { rows, high, low }, differs);
    if (fingerprints) return { ...shape, fingerprints };
  }
  throw new PlumblineError(
    "FILTER",
    `filter expects to be built with one of ${MOST_SEEDS} seeds, got none for ${ids} ids`,
  );
}

/** Fingerprints such that each id's three places XOR to its own; null where this seed ties ids into a knot. */
function peeled(
  shape: Omit<HashFilter, "fingerprints">,
  { rows, high, low }: Pick<KeyedRows, "rows" | "high" | "low">,
  differs: (row: number) => boolean,
): Uint16Array | null {
  const size = (shape.segments + ARITY - 1) * 2 ** shape.segmentBits;
  const places = new Places(shape);
  const counts = new Uint8Array(size);
  // XOR of the rows that stand at a place: the row itself once a single one is left.
  const only = new Uint32Array(size);
  for (let row = 0; row < rows; row++) {
    if (!differs(row)) continue;
    places.find(high[row]!, low[row]!);
    for (const at of [places.a, places.b, places.c]) {
      if (counts[at] === 255) return null;
      counts[at]!++;
      only[at]! ^= row;
    }
  }
  const queue: number[] = [];
  for (let at = 0; at < size; at++) if (counts[at] === 1) queue.push(at);
  const [order, owned] = [new Uint32Array(shape.ids), new Uint32Array(shape.ids)];
  let done = 0;
  while (queue.length > 0) {
    const at = queue.pop()!;
    if (counts[at] !== 1) continue;
    const row = only[at]!;
    order[done] = row;
    owned[done++] = at;
    places.find(high[row]!, low[row]!);
    for (const other of [places.a, places.b, places.c]) {
      counts[other]!--;
      only[other]! ^= row;
      if (counts[other] === 1) queue.push(other);
    }
  }
  if (done < shape.ids) return null;
  const fingerprints = new Uint16Array(size);
  for (let i = shape.ids - 1; i >= 0; i--) {
    const row = order[i]!;
    places.find(high[row]!, low[row]!);
    const { a, b, c, fingerprint } = places;
    // The own place is still 0, so it drops out of the XOR.
    fingerprints[owned[i]!] = fingerprint ^ fingerprints[a]! ^ fingerprints[b]! ^ fingerprints[c]!;
  }
  return fingerprints;
}

/** How many rows of `asked` the filter may hold: 0 says for certain that none is there. */
export function mayHold(filter: HashFilter, { rows, high, low }: Pick<KeyedRows, "rows" | "high" | "low">): number {
  const places = new Places(filter);
  const { fingerprints } = filter;
  if (filter.ids === 0) return 0;
  let held = 0;
  for (let row = 0; row < rows; row++) {
    places.find(high[row]!, low[row]!);
    const { a, b, c, fingerprint } = places;
    if ((fingerprints[a]! ^ fingerprints[b]! ^ fingerprints[c]!) === fingerprint) held++;
  }
  return held;
}

/** Little-endian words: magic, ids, seed, segment bits, segments; then the fingerprints. */
export function serialiseFilter({ ids, seed, segmentBits, segments, fingerprints }: HashFilter): Uint8Array {
  const bytes = new Uint8Array(4 * HEADER_WORDS + 2 * fingerprints.length);
  const view = new DataView(bytes.buffer);
  [MAGIC, ids, seed, segmentBits, segments].forEach((word, i) => {
    view.setUint32(4 * i, word, true);
  });
  fingerprints.forEach((fingerprint, i) => {
    view.setUint16(4 * HEADER_WORDS + 2 * i, fingerprint, true);
  });
  return bytes;
}

/** @throws FormatError for bytes that are no filter, or cut */
export function parseFilter(bytes: Uint8Array): HashFilter {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 4 * HEADER_WORDS || view.getUint32(0, true) !== MAGIC)
    throw new FormatError("id filter", "expects a filter");
  const [ids = 0, seed = 0, segmentBits = 0, segments = 0] = [4, 8, 12, 16].map((at) => view.getUint32(at, true));
  const size = (segments + ARITY - 1) * 2 ** segmentBits;
  if (bytes.length !== 4 * HEADER_WORDS + 2 * size) {
    throw new FormatError("id filter", `expects ${size} fingerprints, got ${bytes.length} bytes`);
  }
  const fingerprints = new Uint16Array(size);
  for (let i = 0; i < size; i++) fingerprints[i] = view.getUint16(4 * HEADER_WORDS + 2 * i, true);
  return { ids, seed, segmentBits, segments, fingerprints };
}
