import { describe, expect, it } from "vitest";
import type { FeatureBins } from "../../../src/contracts/baseline.js";
import { binsIdentity } from "../../../src/core/profile/bins-identity.js";
import { binsFor } from "./record-batches.js";

const numeric: FeatureBins = { kind: "numeric", edges: [1, 2] };
const categorical: FeatureBins = { kind: "categorical", categories: ["a", "b"], rest: ["c", "d"], overflow: false };

describe("identity of bins", () => {
  it("is null while learning", () => {
    expect(binsIdentity(null)).toBeNull();
  });

  it("doesn't depend on the order of columns or of the rest", () => {
    const reordered: FeatureBins = { ...categorical, rest: ["d", "c"] };
    expect(binsIdentity(binsFor({ x: numeric, y: categorical }))).toBe(
      binsIdentity(binsFor({ y: reordered, x: numeric })),
    );
  });

  it.each<{ why: string; bins: FeatureBins; name?: string }>([
    { why: "an edge", bins: { kind: "numeric", edges: [1, 2.5] } },
    { why: "the number of edges", bins: { kind: "numeric", edges: [1] } },
    { why: "the column's name", bins: numeric, name: "y" },
    { why: "the order of categories, which is the order of bins", bins: { ...categorical, categories: ["b", "a"] } },
    { why: "what is in the rest", bins: { ...categorical, rest: ["c"] } },
    { why: "whether the reference overflowed", bins: { ...categorical, overflow: true } },
  ])("changes with $why", ({ bins, name = "x" }) => {
    const others = [binsFor({ x: numeric }), binsFor({ x: categorical })].map(binsIdentity);
    expect(others).not.toContain(binsIdentity(binsFor({ [name]: bins })));
  });
});
