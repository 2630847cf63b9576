import { describe, expect, it } from "vitest";
import { memorySource } from "../../../src/core/decode/memory-source.js";
import { openCapture } from "../../../src/core/decode/open-capture.js";
import { createRejectLog } from "../../../src/core/decode/reject-log.js";
import { CodedRowsMerger } from "../../../src/core/labels/coded-rows.js";
import { heldRows, otherRows } from "../../../src/core/labels/held-rows.js";
import { createHourlyPredictionReader } from "../../../src/core/labels/hourly-predictions.js";
import { type KeyedRows, KeyedRowsBuilder, TIME } from "../../../src/core/labels/keyed-rows.js";
import { LABEL, PREDICTED_AT } from "../../../src/core/labels/read-labels.js";
import { PREDICTED } from "../../../src/core/labels/read-predictions.js";
import { mergeFaults } from "../../../src/core/labels/row-faults.js";
import { parseRows, serialiseRows } from "../../../src/core/labels/stored-rows.js";
import { NO_HOUR } from "../../../src/core/profile/feed/event-hours.js";
import { ID_COLUMN, labelsOf } from "./decoded.js";

/** Rows whose ids' hashes are the given numbers. */
function rowsOf(ids: readonly number[], column = "x", values: readonly number[] = ids): KeyedRows {
  const builder = new KeyedRowsBuilder([TIME, column]);
  ids.forEach((id, i) => {
    builder.add({ high: id, low: id }, [0, values[i]!]);
  });
  return builder.finish();
}

describe("tables of rows put together", () => {
  it("stand in order of their hashes and point into one list of classes", () => {
    const merger = new CodedRowsMerger(LABEL);
    merger.add({ rows: rowsOf([5, 1], LABEL, [0, 1]), classes: ["no", "yes"] });
    merger.add({ rows: rowsOf([], LABEL), classes: ["perhaps"] });
    merger.add({ rows: rowsOf([3, 1], LABEL, [0, 1]), classes: ["yes", "no"] });
    const { rows, classes } = merger.finish();
    expect(classes).toEqual(["no", "yes", "perhaps"]);
    expect([...rows.high]).toEqual([1, 1, 3, 5]);
    // By hand: 1 is yes in the first table and no in the second, 3 is yes, 5 is no.
    expect([...rows.columns[LABEL]!]).toEqual([1, 0, 1, 0]);
  });

  it("keep numbers as they are where there are no classes, and missing predictions missing", () => {
    const merger = new CodedRowsMerger(PREDICTED);
    merger.add({ rows: rowsOf([2, 1], PREDICTED, [2.5, NaN]), classes: [] });
    expect([...merger.finish().rows.columns[PREDICTED]!]).toEqual([NaN, 2.5]);
    const coded = new CodedRowsMerger(PREDICTED);
    coded.add({ rows: rowsOf([1], PREDICTED, [NaN]), classes: ["a"] });
    expect([...coded.finish().rows.columns[PREDICTED]!]).toEqual([NaN]);
  });

  it("have their columns also where there is no row", () => {
    expect(Object.keys(new CodedRowsMerger(LABEL).finish().rows.columns)).toEqual([TIME, LABEL]);
  });

  it("are stored as the same bytes all at once and a column at a time", () => {
    const build = (): CodedRowsMerger => {
      const merger = new CodedRowsMerger(LABEL);
      merger.add({ rows: rowsOf([9, 4, 7], LABEL, [0, 1, 0]), classes: ["a", "b"] });
      return merger;
    };
    const [whole, taken] = [build().finish(), build().takeOut()];
    const bytes = serialiseRows(taken.rows, taken.classes, { read: 3 });
    expect(bytes).toEqual(serialiseRows(whole.rows, whole.classes, { read: 3 }));
    expect(parseRows(bytes)).toEqual({ ...whole, about: { read: 3 } });
  });
});

describe("ids among others", () => {
  it.each([
    { why: "none asked", asked: [], held: [1, 2], found: [] },
    { why: "none held", asked: [1, 2], held: [], found: [] },
    { why: "some, at both ends", asked: [1, 3, 5, 9], held: [1, 2, 4, 9], found: [0, 3] },
    { why: "repeated on both sides", asked: [2, 2, 3], held: [2, 2, 3, 3], found: [0, 1, 2] },
  ])("are found: $why", ({ asked, held, found }) => {
    const positions = heldRows(rowsOf(asked), rowsOf(held));
    expect([...positions]).toEqual(found);
    const others = asked.map((_, row) => row).filter((row) => !found.includes(row));
    expect([...otherRows(asked.length, positions)]).toEqual(others);
  });
});

describe("predictions by hour", () => {
  it("are those rows of a batch that have an hour, each in its own", async () => {
    const reader = createHourlyPredictionReader((columns) => {
      expect(columns).toEqual(new Set(["id", "said"]));
      return {
        task: "binary",
        id: ID_COLUMN,
        time: { from: "fixed", timeMs: 7 },
        predicted: "said",
        score: null,
        probabilities: [],
        classes: [],
      };
    });
    const text = "id,said\na,1\nb,0\n,1\nd,1\n";
    const source = memorySource("x.csv", new TextEncoder().encode(text));
    for await (const batch of openCapture(source, "auto", {}, createRejectLog())) {
      reader.add(batch, Float64Array.of(10, 11, 10, NO_HOUR));
    }
    const hours = reader.finish();
    expect([...hours.keys()]).toEqual([10, 11]);
    expect(hours.get(10)).toMatchObject({ read: 2, faults: { "id-missing": 1 }, classes: ["1"] });
    expect([...hours.get(10)!.keyed.columns[TIME]!]).toEqual([7]);
    expect(hours.get(11)).toMatchObject({ read: 1, faults: {}, classes: ["0"] });
  });
});

describe("labels", () => {
  it("without a time are as old as their file, and may say when their prediction was made", async () => {
    const text = "id,truth,given,made\na,1,2026-01-05,2026-01-01T10:00:00Z\nb,0,,\n";
    const { keyed } = await labelsOf(text, {
      time: { from: "column", column: "given" },
      predictedAt: { from: "column", column: "made" },
      arrivedMs: 5,
    });
    expect([...keyed.columns[TIME]!].sort((a, b) => a - b)).toEqual([5, Date.UTC(2026, 0, 5)]);
    expect([...keyed.columns[PREDICTED_AT]!].sort()).toEqual([Date.UTC(2026, 0, 1, 10), NaN]);
  });
});

describe("faults of two parts", () => {
  it("add up by reason, in the order of the reasons", () => {
    const sum = mergeFaults({ "score-missing": 2 }, { "score-missing": 1, "id-missing": 4 });
    expect(Object.entries(sum)).toEqual([
      ["id-missing", 4],
      ["score-missing", 3],
    ]);
  });
});
