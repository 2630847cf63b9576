import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { betaBinomialSf } from "../../../src/core/probability/beta-binomial-sf.js";
import { binomialSf } from "../../../src/core/probability/binomial-sf.js";
import { chiSquaredSf } from "../../../src/core/probability/chi-squared-sf.js";
import { fSf } from "../../../src/core/probability/f-sf.js";
import { kolmogorovSf } from "../../../src/core/probability/kolmogorov-sf.js";
import { logGamma } from "../../../src/core/probability/log-gamma.js";
import { normalSf } from "../../../src/core/probability/normal-cdf.js";
import { normalQuantile } from "../../../src/core/probability/normal-quantile.js";
import { regularizedBeta } from "../../../src/core/probability/regularized-beta.js";
import { regularizedGammaQ } from "../../../src/core/probability/regularized-gamma.js";
import { studentTSf } from "../../../src/core/probability/student-t-sf.js";

interface Row {
  readonly arguments: readonly number[];
  readonly value: number;
}

// Written by fixtures/reference/distributions.py (mpmath with 60 digits, scipy).
const reference = JSON.parse(
  readFileSync(new URL("./fixtures/distributions.json", import.meta.url), "utf8"),
) as Readonly<Record<string, readonly Row[]>>;

const functions: readonly { name: string; call: (...a: number[]) => number; relative: number; absolute: number }[] = [
  { name: "logGamma", call: logGamma, relative: 1e-14, absolute: 1e-14 },
  { name: "normalSf", call: normalSf, relative: 2e-15, absolute: 0 },
  { name: "normalQuantile", call: normalQuantile, relative: 2e-15, absolute: 0 },
  { name: "regularizedGammaQ", call: regularizedGammaQ, relative: 1e-12, absolute: 0 },
  { name: "regularizedBeta", call: regularizedBeta, relative: 1e-12, absolute: 0 },
  { name: "chiSquaredSf", call: chiSquaredSf, relative: 1e-12, absolute: 0 },
  { name: "studentTSf", call: studentTSf, relative: 1e-12, absolute: 0 },
  { name: "fSf", call: fSf, relative: 1e-12, absolute: 0 },
  { name: "kolmogorovSf", call: kolmogorovSf, relative: 1e-13, absolute: 0 },
  { name: "binomialSf", call: binomialSf, relative: 1e-12, absolute: 0 },
  { name: "betaBinomialSf", call: betaBinomialSf, relative: 1e-11, absolute: 0 },
];

describe.each(functions)("$name", ({ name, call, relative, absolute }) => {
  it.each(reference[name]!)("agrees with the reference at $arguments", (row) => {
    const tolerance = absolute + relative * Math.abs(row.value);
    expect(Math.abs(call(...row.arguments) - row.value)).toBeLessThanOrEqual(tolerance);
  });
});
