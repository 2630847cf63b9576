import {
  BYTE_MASKS,
  LONGEST_TOKEN,
  TOKEN_BYTES,
  TOKEN_CODE,
  TOKEN_COLUMN,
  TOKEN_KIND,
  TOKEN_LENGTH,
  TOKEN_SLOTS,
  TOKENS,
} from "../memory-layout";

/** An entry stands at most so many slots behind its own. */
const LONGEST_PROBE: u32 = 8;
const SLOT_BITS: u32 = 31 - clz(u32(TOKEN_SLOTS));

/**
 * Texts of columns that were met before, and the cells that they stand for. It is a cache: what isn't found is looked up by
 * TypeScript, whose dictionaries are the truth. Entries of columns that are gone stay until others take their places, since no
 * two columns ever get the same id.
 *
 * @returns the entry of the text `[at, at + length)` of that column; 0 when there is none
 */
export function findToken(at: usize, length: u32, column: u32): usize {
  if (length > u32(LONGEST_TOKEN)) return 0;
  const first = masked(at, length);
  const second = length > 16 ? masked(at + 16, length - 16) : i64x2.splat(0);
  const wanted = u64(column) | (u64(length) << 32);
  let slot = slotOf(first, second, column);
  for (let probe: u32 = 0; probe < LONGEST_PROBE; probe++) {
    const entry = usize(TOKENS) + usize(slot) * TOKEN_BYTES;
    const shape = load<u64>(entry, TOKEN_COLUMN);
    if (shape == wanted && same(entry, first) && (length <= 16 || same(entry + 16, second))) return entry;
    if (shape == 0) return 0;
    slot = (slot + 1) & (u32(TOKEN_SLOTS) - 1);
  }
  return 0;
}

/**
 * Remembers what a text that isn't found stands for: in the first slot that is free or holds a text of an older object, else
 * in place of another one.
 *
 * @param oldest the smallest id of the object's columns
 */
export function addToken(at: usize, length: u32, column: u32, oldest: u32, kind: u32, code: u32): void {
  const first = masked(at, length);
  const second = length > 16 ? masked(at + 16, length - 16) : i64x2.splat(0);
  const home = slotOf(first, second, column);
  let slot = home;
  for (let probe: u32 = 0; probe < LONGEST_PROBE; probe++) {
    if (load<u32>(usize(TOKENS) + usize(slot) * TOKEN_BYTES, TOKEN_COLUMN) < oldest) break;
    slot = (slot + 1) & (u32(TOKEN_SLOTS) - 1);
    if (probe == LONGEST_PROBE - 1) slot = home;
  }
  const entry = usize(TOKENS) + usize(slot) * TOKEN_BYTES;
  v128.store(entry, first);
  v128.store(entry + 16, second);
  store<u32>(entry, column, TOKEN_COLUMN);
  store<u32>(entry, length, TOKEN_LENGTH);
  store<u32>(entry, kind, TOKEN_KIND);
  store<u32>(entry, code, TOKEN_CODE);
}

/** Up to 16 bytes, with zeros behind them. */
function masked(at: usize, length: u32): v128 {
  return v128.and(v128.load(at), v128.load(usize(BYTE_MASKS) + 16 - usize(min(length, 16))));
}

function same(entry: usize, bytes: v128): bool {
  return !v128.any_true(v128.xor(v128.load(entry), bytes));
}

function slotOf(first: v128, second: v128, column: u32): u32 {
  const mixed = v128.xor(first, second);
  const low = u64(i64x2.extract_lane(mixed, 0));
  const high = u64(i64x2.extract_lane(mixed, 1));
  let hash: u64 = low ^ rotl<u64>(high * 0x9e3779b97f4a7c15, 29);
  hash = (hash ^ u64(column)) * 0xd6e8feb86659fd93;
  hash ^= hash >> 32;
  return u32((hash * 0xd6e8feb86659fd93) >> (64 - SLOT_BITS));
}
