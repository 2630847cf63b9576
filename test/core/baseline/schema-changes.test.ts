import { describe, expect, it } from "vitest";
import { schemaChanges } from "../../../src/core/baseline/schema-changes.js";
import { emptyProfile } from "../../../src/core/profile/profile.js";
import { learn, profileOn, times, type Table } from "./learned.js";

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);
const REFERENCE: Table = {
  age: upTo(100).map((x) => x % 30),
  income: upTo(100).map((x) => x / 8),
  plan: [...times(60, "basic"), ...times(40, "pro")],
  region: times(100, "eu"),
  id: upTo(100).map((x) => `u-${x}`),
};
const BASELINE = learn(REFERENCE);
const changesOf = (table: Table) => schemaChanges(BASELINE, profileOn(BASELINE, table));

describe("changes of the schema", () => {
  it("are none for the reference itself, skipped columns included", () => {
    expect(changesOf(REFERENCE)).toEqual([]);
  });

  it("name new and vanished columns; skipped ones may come and go", () => {
    expect(changesOf({ age: [1], plan: ["pro"], zip: [12345] })).toEqual([
      { kind: "vanished-column", column: "income" },
      { kind: "new-column", column: "zip", rows: 1 },
    ]);
  });

  it("name types that the reference did not hold, with how many values of how many", () => {
    const window = { age: [1, 2.5, "x"], income: [1, 2, 3], plan: ["pro", true, 1] };
    expect(changesOf(window)).toEqual([
      { kind: "new-type", column: "age", type: "fractional", rows: 1, of: 3 },
      { kind: "new-type", column: "age", type: "text", rows: 1, of: 3 },
      { kind: "new-type", column: "plan", type: "integer", rows: 1, of: 3 },
      { kind: "new-type", column: "plan", type: "boolean", rows: 1, of: 3 },
    ]);
  });

  it("tell a constant column that varies", () => {
    const window = { ...REFERENCE, region: [...times(99, "eu"), "us"] };
    expect(changesOf(window)).toEqual([{ kind: "no-longer-constant", column: "region", distinct: 2 }]);
  });

  it("can't be told without records", () => {
    expect(schemaChanges(BASELINE, emptyProfile("", null))).toEqual([]);
  });
});
