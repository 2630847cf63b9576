import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { resultCache } from "../../../bench/alarms/cache.js";

const directory = mkdtempSync(join(tmpdir(), "alarms-"));
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

describe("the cache of results", () => {
  it("measures a seed once, goes on with those that are new, and starts anew with another key", () => {
    const measured: number[] = [];
    const measure = (seed: number) => {
      measured.push(seed);
      return { seed, square: seed * seed };
    };
    resultCache(directory, "one").collect("world", [1, 2], measure);
    expect(resultCache(directory, "one").collect("world", [1, 2, 3], measure)).toEqual([
      { seed: 1, square: 1 },
      { seed: 2, square: 4 },
      { seed: 3, square: 9 },
    ]);
    expect(measured).toEqual([1, 2, 3]);
    resultCache(directory, "two").collect("world", [1], measure);
    resultCache(null, "two").collect("world", [1], measure);
    expect(measured).toEqual([1, 2, 3, 1, 1]);
  });
});
