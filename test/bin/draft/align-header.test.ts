import { describe, expect, it } from "vitest";
import { alignHeader } from "../../../bin/draft/align-header.js";
import type { ColumnFacts, ColumnType } from "../../../bin/inspect/column-facts.js";

function column(name: string, type: ColumnType, min = 0, max = 1): ColumnFacts {
  const range = type === "number" ? { min, max, mean: (min + max) / 2 } : null;
  const unread = {
    kind: null,
    skipped: null,
    valued: 9,
    missing: 0,
    distinct: 9,
    whole: false,
    timeShare: 0,
    trend: null,
  };
  return { name, type, range, ...unread };
}

const age = column("age", "number", 18, 70);
const state = column("state", "text");
const balance = column("balance", "number", -1_000, 9_000);
const label = column("label", "number", 0, 1);
const id = column("customer_id", "text");
const rowId = column("row_id", "number", 18, 70);
const payload = [age, state, balance].map((facts, i) => ({ ...facts, name: `c${i}` }));

describe("headerless columns and a table", () => {
  it.each([
    { why: "as many columns", table: [age, state, balance], dropped: [] },
    { why: "the label first", table: [label, age, state, balance], dropped: ["label"] },
    { why: "the label in the middle", table: [age, state, label, balance], dropped: ["label"] },
    { why: "the label last", table: [age, state, balance, label], dropped: ["label"] },
    {
      why: "an id first and the label last",
      table: [id, age, state, balance, label],
      dropped: ["customer_id", "label"],
    },
    { why: "an id behind the first, like it", table: [age, rowId, state, balance], dropped: ["row_id"] },
  ])("are aligned by types and ranges: $why", ({ table, dropped }) => {
    expect(alignHeader(payload, table)).toEqual({ names: ["age", "state", "balance"], dropped });
  });

  it("leave out the first of columns that look alike, where training data has its label", () => {
    const twins = ["a", "b", "c"].map((name) => ({ ...label, name }));
    expect(alignHeader(twins.slice(1), twins)?.dropped).toEqual(["a"]);
  });

  it.each([
    { why: "fewer columns", table: [age] },
    { why: "more of them left out than there are", table: [age, state, balance, label, label, label, label] },
    { why: "no way to leave out several so that types fit", table: [age, age, balance, balance, balance] },
  ])("are not aligned with a table of $why", ({ table }) => {
    expect(alignHeader(payload, table)).toBeNull();
  });
});
