import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CellKind } from "../../../../src/contracts/records.js";
import { readToken } from "../../../../src/core/decode/columns/cell-value.js";
import { ColumnStore, TextMemory } from "../../../../src/core/decode/columns/column-store.js";
import { scanNumber } from "../../../../src/core/decode/scan/scan-number.js";

const DOT = 46;
/** The long mode of the fuzz tests, see test/core/decode/fuzz.test.ts. */
const RUNS = Number(process.env["PLUMBLINE_FUZZ_RUNS"] ?? 20_000);

interface Scanned {
  readonly kind: number;
  readonly number: number;
  readonly digits: string | null;
}

/** The cell after a scan of the whole text; null when the scanner leaves it to others. */
function scan(text: string): Scanned | null {
  const column = new ColumnStore("x", false, 1, new TextMemory());
  const end = scanNumber(Buffer.from(`${text},`), 0, DOT, column, 0);
  return end === text.length ? cellOf(column) : null;
}

/** What the plain way makes of it. */
function plain(text: string): Scanned {
  const column = new ColumnStore("x", false, 1, new TextMemory());
  column.set(0, readToken(text, false, false, { decimal: "." }));
  return cellOf(column);
}

function cellOf(column: ColumnStore): Scanned {
  const kind = column.kinds[0]!;
  const isBig = kind === CellKind.bigInteger;
  return { kind, number: column.numbers[0]!, digits: isBig ? column.dictionary[column.codes[0]!]! : null };
}

describe("scanNumber", () => {
  it.each([
    "0",
    "-0",
    "7",
    "-42",
    "123456789",
    "1234567890",
    "999999999999999",
    "9007199254740991",
    "9007199254740992",
    "9007199254740993",
    "-9223372036854775808",
    "123456789012345678",
    "1234567890123456789",
    "0.5",
    "-0.0",
    "0.000",
    "113.2",
    "0.1",
    "0.10",
    "25.0",
    "0.036397725343704224",
    "0.989977359771728",
    "123456789.123456789",
    "0.00000000000000000000001",
    "9007199254740993.0",
    "1e5",
    "1E-5",
    "-1.5e+3",
    "3.2e-17",
    "1.2345678901234567e-05",
    "1e22",
    "1e23",
    "1e-22",
    "1e-23",
    "1e308",
    "1e309",
    "1e999999",
    "5e-324",
    "2.2250738585072011e-308",
    "179769313486231580793728971405301e275",
    "8.41e21",
    "9.007199254740993e15",
    "0e5",
    "0.3",
    "1.7976931348623157e308",
  ])("reads %s as the plain way does", (text) => {
    expect(scan(text)).toEqual(plain(text));
  });

  it.each(["", "-", "+1", ".5", "5.", "00123", "-01", "1e", "1e+", "0x1F", "NaN", "inf", "1_0", "٣", "1 "])(
    "leaves %j to others",
    (text) => {
      expect(scan(text)).toBeNull();
    },
  );

  it("rounds every printed double, however many digits, as Number does", () => {
    const digits = fc.string({
      unit: fc.constantFrom("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
      minLength: 1,
      maxLength: 24,
    });
    const written = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
      fc.double({ min: 0, max: 1, noNaN: true }).map(String),
      fc.tuple(fc.integer(), digits).map(([whole, fraction]) => `${whole}.${fraction}`),
      fc.tuple(digits, fc.integer({ min: -30, max: 30 })).map(([fraction, power]) => `0.${fraction}e${power}`),
      fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }).map(String),
    );
    fc.assert(
      fc.property(written, (text) => {
        expect(scan(text)).toEqual(plain(text));
      }),
      { seed: 5, numRuns: RUNS },
    );
  });

  it("reads decimal commas", () => {
    const column = new ColumnStore("x", false, 1, new TextMemory());
    expect(scanNumber(Buffer.from("-12,75;"), 0, 44, column, 0)).toBe(6);
    expect(column.numbers[0]).toBe(-12.75);
  });
});
