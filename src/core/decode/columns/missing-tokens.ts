/**
 * Unquoted text that stands for "no value", as pandas reads it by default, plus `\N` (SQL exports), `NaT` and `Null`.
 * The policy and its reasons: docs/missing-values.md.
 */
export const MISSING_TOKENS: ReadonlySet<string> = new Set([
  "",
  "NA",
  "N/A",
  "n/a",
  "#N/A",
  "#NA",
  "<NA>",
  "NaN",
  "nan",
  "NAN",
  "-NaN",
  "-nan",
  "NaT",
  "null",
  "NULL",
  "Null",
  "None",
  "\\N",
]);

export const INFINITY_TOKENS: ReadonlyMap<string, number> = new Map(
  ["inf", "Inf", "INF", "infinity", "Infinity", "INFINITY"].flatMap((word): [string, number][] => [
    [word, Infinity],
    [`+${word}`, Infinity],
    [`-${word}`, -Infinity],
  ]),
);

export const BOOLEAN_TOKENS: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["True", true],
  ["TRUE", true],
  ["false", false],
  ["False", false],
  ["FALSE", false],
]);
