import { describe, expect, it } from "vitest";
import { mergeDefaults } from "../../src/config/merge-defaults.js";

describe("defaults under each monitor", () => {
  it("merge maps field by field, the monitor's own first", () => {
    const input = {
      defaults: { window: { size: "day", timeZone: "UTC" } },
      monitors: { a: { window: { size: "hour" } } },
    };
    expect(mergeDefaults(input)).toMatchObject({ monitors: { a: { window: { size: "hour", timeZone: "UTC" } } } });
  });

  it("replace lists", () => {
    const input = { defaults: { segments: ["a", "b"] }, monitors: { a: { segments: ["c"] } } };
    expect(mergeDefaults(input)).toMatchObject({ monitors: { a: { segments: ["c"] } } });
  });

  it.each([
    { path: "reference", shared: { reference: { live: "14d" } }, own: { reference: { table: "s3://abc/t.csv" } } },
    { path: "columns.time", shared: { columns: { time: { path: "x" } } }, own: { columns: { time: { column: "t" } } } },
    {
      path: "model.version",
      shared: { model: { version: { path: "x" } } },
      own: { model: { version: { column: "v" } } },
    },
  ])("replace $path as a whole, because its fields exclude each other", ({ shared, own }) => {
    expect(mergeDefaults({ defaults: shared, monitors: { a: own } })).toEqual({
      defaults: shared,
      monitors: { a: own },
    });
  });

  it("make a monitor of an empty entry", () => {
    expect(mergeDefaults({ defaults: { segments: ["a"] }, monitors: { a: null } })).toMatchObject({
      monitors: { a: { segments: ["a"] } },
    });
  });

  it("leave alone what has another shape", () => {
    for (const input of [null, 3, [], { defaults: 1, monitors: {} }, { defaults: {}, monitors: [] }]) {
      expect(mergeDefaults(input)).toBe(input);
    }
  });
});
