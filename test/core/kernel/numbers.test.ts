import fc from "fast-check";
import { expect, it } from "vitest";
import { sourceOf } from "../decode/read-records.js";
import { bothWays, event } from "./captures.js";

/** The long mode of the fuzz tests, see test/core/decode/fuzz.test.ts. */
const RUNS = Number(process.env["PLUMBLINE_FUZZ_RUNS"] ?? 600);
const CELLS = 40;

/** Numbers and near numbers, in every length that takes another way through the kernel. */
const digits = (most: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"), minLength: 1, maxLength: most });
const written = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.double({ min: 0, max: 1, noNaN: true }).map(String),
  fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((value) => value.toFixed(2)),
  fc.integer().map(String),
  fc.tuple(fc.constantFrom("", "-"), digits(20)).map(([sign, whole]) => sign + whole),
  fc.tuple(fc.constantFrom("0", "-0", "7", "123456789"), digits(28)).map((parts) => parts.join(".")),
  fc.tuple(digits(12), digits(10)).map((parts) => parts.join(".")),
  fc.bigInt({ min: -(2n ** 64n), max: 2n ** 64n }).map(String),
  // Halfway between two doubles and one digit beside it.
  fc.bigInt({ min: 2n ** 53n, max: 2n ** 54n }).map((half) => `${(2n * half + 1n) / 10n}.${(2n * half + 1n) % 10n}`),
  fc.constantFrom("0", "-0", "0.0", "-0.0", "00", "01", "1.", ".5", "-", "1e5", "1.5E-3", "9007199254740993", "+1"),
);

it(
  "reads numbers of any length as TypeScript does, which reads them as Number does",
  { timeout: 60_000 + 150 * RUNS },
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(written, { minLength: CELLS, maxLength: CELLS }), { minLength: 8 }),
        async (rows) => {
          const text = rows.map((row, i) => event(row.join(","), "1", i)).join("\n");
          const { kernel, plain } = await bothWays(() => sourceOf(text));
          expect(kernel).toEqual(plain);
          kernel.records.forEach((record, i) => {
            rows[i]!.forEach((cell, at) => {
              const value = record[`c${at}`];
              if (typeof value === "number") expect(value).toBe(Number(cell) + 0);
            });
          });
        },
      ),
      { seed: 6, numRuns: Math.ceil(RUNS / 20) },
    );
  },
);
