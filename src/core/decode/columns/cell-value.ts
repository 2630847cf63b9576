import { BOOLEAN_TOKENS, INFINITY_TOKENS, MISSING_TOKENS } from "./missing-tokens.js";

/** One cell as a plain value: null is missing, a bigint is a whole number that a double can't hold. */
export type CellValue = null | boolean | number | bigint | string;

/** How untyped text is read; JSON and Parquet bring their own types and don't need it. */
export interface TokenRules {
  /** Decimal mark of numbers. */
  readonly decimal: "." | ",";
}

export const DEFAULT_TOKEN_RULES: TokenRules = { decimal: "." };

// Leading zeros make a code, not a number: 00123 stays text, 0 and 0.5 are numbers.
const NUMBER = /^[+-]?(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const WHOLE = /^[+-]?\d+$/;
const OUTER_BLANKS = /^[ \t]+|[ \t]+$/g;

/**
 * Reads one cell of untyped text (CSV): missing token, number, boolean, or text as written.
 *
 * Blanks around a number, boolean or missing token don't count; text keeps them.
 *
 * @param quoted the cell stood in quotes: then only an empty string is missing
 * @param keepText the column holds codes: numbers and booleans stay text
 */
export function readToken(text: string, quoted: boolean, keepText: boolean, rules: TokenRules): CellValue {
  const bare = text.replace(OUTER_BLANKS, "");
  if (bare === "" || (!quoted && MISSING_TOKENS.has(bare))) return null;
  if (keepText) return text;
  return readNumber(bare, rules) ?? INFINITY_TOKENS.get(bare) ?? BOOLEAN_TOKENS.get(bare) ?? text;
}

function readNumber(text: string, rules: TokenRules): number | bigint | null {
  if (rules.decimal === "," && text.includes(".")) return null;
  const plain = rules.decimal === "," ? text.replace(",", ".") : text;
  if (!NUMBER.test(plain)) return null;
  return WHOLE.test(plain) ? readWhole(plain) : Number(plain);
}

/** A whole number as a double where it fits, as a bigint where it doesn't. */
export function readWhole(digits: string): number | bigint {
  const value = Number(digits);
  return Number.isSafeInteger(value) || !Number.isFinite(value) ? value : BigInt(digits.replace("+", ""));
}

/** The cell's text for a column whose cells stay text. */
export function textOf(value: Exclude<CellValue, null>): string {
  return typeof value === "number" ? String(value + 0) : String(value);
}
