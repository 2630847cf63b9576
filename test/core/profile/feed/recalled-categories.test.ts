import { describe, expect, it } from "vitest";
import { CellKind, type RecordBatch } from "../../../../src/contracts/records.js";
import { createRejectLog } from "../../../../src/core/decode/reject-log.js";
import { createProfiler } from "../../../../src/core/profile/profiler.js";

/** Two rows, `codes` of the dictionary, both in one hour. */
function batch(hour: number, dictionary: readonly string[], codes: readonly [number, number]): RecordBatch {
  const column = { kinds: new Uint8Array(2).fill(CellKind.text), numbers: new Float64Array(2) };
  return {
    rows: 2,
    columns: [{ name: "plan", ...column, codes: Int32Array.from(codes), dictionary }],
    eventTimeMs: new Float64Array(2).fill(hour * 3_600_000),
    recordIds: null,
  };
}

describe("categories that were counted before", () => {
  it("are counted in the right hour and by the right dictionary, whatever comes in turns", () => {
    const [first, second] = [
      ["a", "b", "c"],
      ["b", "a", "d"],
    ];
    const time = { metadata: true, bounds: null } as const;
    const profiler = createProfiler({ seed: "s", bins: null, time, hashKey: "k" }, createRejectLog());
    // Hour 1: a b, a a, a c, then with another dictionary b d, a a, b b; hour 2 in between: c c, a b.
    profiler.add(batch(1, first, [0, 1]));
    profiler.add(batch(1, first, [0, 0]));
    profiler.add(batch(1, first, [0, 2]));
    profiler.add(batch(2, first, [2, 2]));
    profiler.add(batch(1, second, [0, 2]));
    profiler.add(batch(1, second, [1, 1]));
    profiler.add(batch(2, second, [1, 0]));
    profiler.add(batch(1, second, [0, 0]));
    const counts = [...profiler.finish().values()].map(({ columns }) => columns[0]!.categories!.counts);
    expect(counts).toEqual([
      [
        { name: "a", count: 6 },
        { name: "b", count: 4 },
        { name: "c", count: 1 },
        { name: "d", count: 1 },
      ],
      [
        { name: "c", count: 2 },
        { name: "a", count: 1 },
        { name: "b", count: 1 },
      ],
    ]);
  });
});
