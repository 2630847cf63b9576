import { describe, expect, it } from "vitest";
import { PlumblineError } from "../../../../src/contracts/errors.js";
import { compilePath, evaluate } from "../../../../src/core/decode/json/json-path.js";

const ROOT = { a: { b: [{ c: 1 }, { c: 2 }] }, "x y": { "dot.ted": 3 }, constructor: 4 };

describe("JSON paths", () => {
  it.each([
    { path: "$", values: [ROOT] },
    { path: "$.a.b[0].c", values: [1] },
    { path: "$.a.b[*].c", values: [1, 2] },
    { path: "$.a.*", values: [ROOT.a.b] },
    { path: "$['x y'][\"dot.ted\"]", values: [3] },
    { path: "$.constructor", values: [4] },
    { path: "$.toString", values: [] },
    { path: "$.a.b[7].c", values: [] },
    { path: "$.a.no.further", values: [] },
  ])("$path", ({ path, values }) => {
    expect(evaluate(compilePath(path), ROOT)).toEqual(values);
  });

  it.each(["", "a", "$.", "$..a", "$[", "$[-1]", "$.a[?(@.x)]", "$a"])("refuses %s", (path) => {
    expect(() => compilePath(path)).toThrow(PlumblineError);
  });
});
