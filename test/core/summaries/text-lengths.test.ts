import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mergeTextLengths, NO_TEXT, type TextLengths } from "../../../src/core/summaries/text-lengths.js";

function lengthsOf(texts: readonly string[]): TextLengths {
  return texts
    .map(({ length }) => ({ count: 1, total: length, min: length, max: length }))
    .reduce(mergeTextLengths, NO_TEXT);
}

describe("text lengths", () => {
  it("of a, bcd and nothing in between have total 4 from 1 to 3", () => {
    expect(lengthsOf(["a", "bcd"])).toEqual({ count: 2, total: 4, min: 1, max: 3 });
  });

  it("merged are those of all texts, whichever way round, and none changes nothing", () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.array(fc.string()), (a, b) => {
        const [x, y] = [lengthsOf(a), lengthsOf(b)];
        expect(mergeTextLengths(x, y)).toEqual(lengthsOf([...a, ...b]));
        expect(mergeTextLengths(y, x)).toEqual(mergeTextLengths(x, y));
        expect(mergeTextLengths(x, NO_TEXT)).toEqual(x);
      }),
    );
  });
});
