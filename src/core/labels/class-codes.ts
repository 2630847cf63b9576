/** Index of each of `from` among `to`; -1 where it isn't one of them. Both in `classText` form. */
export function classCodes(from: readonly string[], to: readonly string[]): Int32Array {
  const index = new Map(to.map((name, k) => [name, k]));
  return Int32Array.from(from, (name) => index.get(name) ?? -1);
}
