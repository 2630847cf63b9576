/** A number in a table: `digits` significant ones, exponents only for the very large and very small; - where there is none. */
export function readableNumber(value: number | null, digits = 5): string {
  if (value === null) return "-";
  if (Number.isInteger(value) && Math.abs(value) < 1e9) return String(value);
  const size = Math.abs(value);
  if (size >= 1e9 || size < 1e-4) return value.toExponential(Math.max(0, digits - 2));
  return String(Number(size >= 10 ** digits ? value.toFixed(0) : value.toPrecision(digits)));
}

/** A text in a table: on one line, without characters that move the cursor, cut at `most` characters. */
export function readableText(text: string, most: number): string {
  const plain = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => JSON.stringify(character).slice(1, -1));
  const safe = plain.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "?");
  const characters = Array.from(safe);
  return characters.length <= most ? safe : `${characters.slice(0, most - 3).join("")}...`;
}
