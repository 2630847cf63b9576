const QUOTE: i8 = 34;
const BACKSLASH: i8 = 92;
const SPACE: i8 = 32;

/** Whether the same bytes stand in both places. */
export function sameBytes(a: usize, b: usize, length: u32): bool {
  let i: usize = 0;
  if (length >= 16) {
    const last = usize(length) - 16;
    for (; i < last; i += 16) if (differ(a + i, b + i)) return false;
    // The last 16 overlap those before.
    return !differ(a + last, b + last);
  }
  if (length >= 8) {
    const last = usize(length) - 8;
    return load<u64>(a) == load<u64>(b) && load<u64>(a + last) == load<u64>(b + last);
  }
  for (; i < usize(length); i++) if (load<u8>(a + i) != load<u8>(b + i)) return false;
  return true;
}

function differ(a: usize, b: usize): bool {
  return v128.any_true(v128.xor(v128.load(a), v128.load(b)));
}

/** The first quote, backslash, control character or byte beyond ASCII. */
export function plainTextEnd(at: usize): usize {
  let p = at;
  let found = textEnds(p);
  while (found == 0) found = textEnds((p += 16));
  return p + ctz(found);
}

function textEnds(at: usize): i32 {
  const bytes = v128.load(at);
  const quoting = v128.or(i8x16.eq(bytes, i8x16.splat(QUOTE)), i8x16.eq(bytes, i8x16.splat(BACKSLASH)));
  // As signed numbers, bytes beyond ASCII are below the space too.
  return i8x16.bitmask(v128.or(quoting, i8x16.lt_s(bytes, i8x16.splat(SPACE))));
}

/** The first delimiter, quote, backslash or control character: where an unquoted CSV cell inside a JSON string ends. */
export function cellEnd(at: usize, delimiter: i8): usize {
  let p = at;
  let found = cellEnds(p, delimiter);
  while (found == 0) found = cellEnds((p += 16), delimiter);
  return p + ctz(found);
}

function cellEnds(at: usize, delimiter: i8): i32 {
  const bytes = v128.load(at);
  const quoting = v128.or(i8x16.eq(bytes, i8x16.splat(QUOTE)), i8x16.eq(bytes, i8x16.splat(BACKSLASH)));
  const others = v128.or(i8x16.lt_u(bytes, i8x16.splat(SPACE)), i8x16.eq(bytes, i8x16.splat(delimiter)));
  return i8x16.bitmask(v128.or(quoting, others));
}

/** Whether a byte beyond ASCII stands in `[at, end)`. */
export function holdsNonAscii(at: usize, end: usize): bool {
  for (let p = at; p < end; p++) if (load<u8>(p) >= 128) return true;
  return false;
}
