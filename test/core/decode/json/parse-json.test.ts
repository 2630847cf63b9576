import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseJson } from "../../../../src/core/decode/json/parse-json.js";
import { parseTolerantly } from "../../../../src/core/decode/json/tolerant-json.js";
import { RecordFault } from "../../../../src/core/decode/record-fault.js";

function attempt(parse: () => unknown): unknown {
  try {
    return parse();
  } catch (error) {
    return error instanceof RecordFault || error instanceof SyntaxError ? "refused" : error;
  }
}

/** The text of a value with whole numbers rounded as JSON.parse rounds them. */
function rounded(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) => (typeof item === "bigint" ? Number(item) : item));
}

describe("the tolerant parser", () => {
  it("reads what JSON.parse reads, equally", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), (text) => {
        expect(rounded(parseTolerantly(text, 32))).toBe(rounded(JSON.parse(text)));
      }),
      { seed: 3, numRuns: 1000 },
    );
  });

  it("refuses what JSON.parse refuses, but for NaN and infinities", () => {
    const fragments = fc.constantFrom(
      "{",
      "}",
      "[",
      "]",
      ",",
      ":",
      '"a"',
      '"',
      "\\",
      "1",
      "-",
      "01",
      "1.",
      ".5",
      "e5",
      "true",
      "nul",
      " ",
      "\n",
      "\u0001",
    );
    fc.assert(
      fc.property(fc.array(fragments, { maxLength: 8 }), (parts) => {
        const text = parts.join("");
        expect(attempt(() => parseTolerantly(text, 32))).toEqual(attempt(() => JSON.parse(text) as unknown));
      }),
      { seed: 4, numRuns: 5000 },
    );
  });
});

describe("parseJson", () => {
  it.each([
    { text: "[9007199254740993]", value: [9007199254740993n] },
    { text: "[1e20,12345678901234567890.5]", value: [1e20, 12345678901234567000] },
    { text: '["1234567890123456"]', value: ["1234567890123456"] },
    { text: "[0.1234567890123456789]", value: [0.12345678901234568] },
    { text: "[NaN,-Infinity]", value: [NaN, -Infinity] },
  ])("$text", ({ text, value }) => {
    expect(parseJson(text, 32)).toEqual(value);
  });

  it.each([
    { depth: 3, text: "[[[1]]]", fits: true },
    { depth: 2, text: "[[[1]]]", fits: false },
    { depth: 2, text: '{"a":{"b":NaN}}', fits: true },
    { depth: 1, text: '{"a":{"b":NaN}}', fits: false },
  ])("allows depth $depth for $text: $fits", ({ depth, text, fits }) => {
    expect(attempt(() => parseJson(text, depth)) !== "refused").toBe(fits);
  });
});
