import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readToken, type CellValue } from "../../../../src/core/decode/columns/cell-value.js";

const DOT = { decimal: "." } as const;
const COMMA = { decimal: "," } as const;

const unquoted: readonly { why: string; text: string; value: CellValue }[] = [
  { why: "nothing is missing", text: "", value: null },
  { why: "blanks are missing", text: " \t ", value: null },
  ...["NA", "N/A", "n/a", "#N/A", "#NA", "<NA>", "NaN", "nan", "-nan", "NaT", "null", "NULL", "None", "\\N"].map(
    (text) => ({ why: `${text} is missing`, text, value: null }),
  ),
  { why: "a missing token in blanks is missing", text: " NA ", value: null },
  { why: "none in lower case is a word", text: "none", value: "none" },
  { why: "a question mark is a word", text: "?", value: "?" },
  { why: "a whole number", text: "42", value: 42 },
  { why: "a sign", text: "-7", value: -7 },
  { why: "a plus sign", text: "+7", value: 7 },
  { why: "a fraction", text: "113.2", value: 113.2 },
  { why: "a fraction without leading digit", text: ".5", value: 0.5 },
  { why: "a fraction without trailing digit", text: "5.", value: 5 },
  { why: "an exponent", text: "1.5e3", value: 1500 },
  { why: "a capital exponent with sign", text: "1E-3", value: 0.001 },
  { why: "17 digits are rounded as the nearest double", text: "0.036397725343704224", value: 0.036397725343704224 },
  { why: "the smallest subnormal", text: "5e-324", value: 5e-324 },
  { why: "an overflow is infinite", text: "1e999", value: Infinity },
  { why: "blanks around a number don't count", text: " 12 ", value: 12 },
  { why: "a leading zero makes a code", text: "00123", value: "00123" },
  { why: "a leading zero with a sign makes a code", text: "-012", value: "-012" },
  { why: "a leading zero before a point makes a code", text: "00.5", value: "00.5" },
  { why: "zero is a number", text: "0", value: 0 },
  { why: "0.50 is a number", text: "0.50", value: 0.5 },
  { why: "2^53 - 1 fits a double", text: "9007199254740991", value: 9007199254740991 },
  { why: "2^53 + 1 doesn't", text: "9007199254740993", value: 9007199254740993n },
  { why: "-2^63", text: "-9223372036854775808", value: -9223372036854775808n },
  { why: "a plus sign before many digits", text: "+9007199254740993", value: 9007199254740993n },
  { why: "inf", text: "inf", value: Infinity },
  { why: "-Infinity", text: "-Infinity", value: -Infinity },
  { why: "+INF", text: "+INF", value: Infinity },
  { why: "Python's booleans", text: "True", value: true },
  { why: "JSON's booleans", text: "false", value: false },
  { why: "True. is a word", text: "True.", value: "True." },
  { why: "yes is a word", text: "yes", value: "yes" },
  { why: "hexadecimal is text", text: "0x1F", value: "0x1F" },
  { why: "digits with underscores are text", text: "1_000", value: "1_000" },
  { why: "a lone sign is text", text: "-", value: "-" },
  { why: "a lone point is text", text: ".", value: "." },
  { why: "two points are text", text: "1.2.3", value: "1.2.3" },
  { why: "text keeps its blanks", text: " a b ", value: " a b " },
  { why: "other scripts' digits are text", text: "٣", value: "٣" },
];

describe("readToken", () => {
  it.each(unquoted)("$why: $text", ({ text, value }) => {
    expect(readToken(text, false, false, DOT)).toEqual(value);
  });

  it.each([
    { why: "an empty string is missing", text: "", value: null },
    { why: "a missing token in quotes is text", text: "NA", value: "NA" },
    { why: "a number in quotes is a number, since CSV quotes say nothing of types", text: "12", value: 12 },
    { why: "a boolean in quotes is one", text: "true", value: true },
  ])("quoted: $why", ({ text, value }) => {
    expect(readToken(text, true, false, DOT)).toBe(value);
  });

  it.each([
    { why: "numbers stay as written", text: "1.50", value: "1.50" },
    { why: "booleans stay as written", text: "True", value: "True" },
    { why: "missing tokens are missing still", text: "NA", value: null },
  ])("text columns: $why", ({ text, value }) => {
    expect(readToken(text, false, true, DOT)).toBe(value);
  });

  it.each([
    { why: "the comma is the decimal mark", text: "1,5", value: 1.5 },
    { why: "a point makes text", text: "1.5", value: "1.5" },
    { why: "whole numbers need no mark", text: "15", value: 15 },
    { why: "two commas make text", text: "1,5,0", value: "1,5,0" },
  ])("decimal comma: $why", ({ text, value }) => {
    expect(readToken(text, false, false, COMMA)).toBe(value);
  });

  it("reads every double that JavaScript prints as that double, with 0 for -0", () => {
    const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(finite, (value) => {
        const read = readToken(String(value), false, false, DOT);
        expect(typeof read === "bigint" ? Number(read) : (read as number) + 0).toBe(value + 0);
      }),
      { seed: 1, numRuns: 2000 },
    );
  });
});
