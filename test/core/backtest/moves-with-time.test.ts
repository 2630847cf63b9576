import { describe, expect, it } from "vitest";
import { TimeMovers } from "../../../src/core/backtest/moves-with-time.js";
import { baselineOf, categoricalBaseline, numericBaseline, windowOf } from "../verdict/stable-world.js";

const numbers = Array.from({ length: 100 }, (_, i) => i);
const baseline = baselineOf([
  numericBaseline("running", numbers),
  numericBaseline("falling", numbers),
  numericBaseline("amount", numbers),
  numericBaseline("constant", numbers),
  categoricalBaseline("plan", ["a", "b"], { kind: "categorical", categories: ["a", "b"], rest: [], overflow: false }),
]);

function movers(windows: number): string[] {
  const found = new TimeMovers();
  for (let hour = 0; hour < windows; hour++) {
    found.add(
      windowOf(baseline, hour, {
        running: [hour * 3, hour * 3 + 1],
        falling: [-hour, -hour],
        amount: [(hour * 37) % 11, (hour * 37) % 11],
        constant: [7, 7],
        plan: ["a", "b"],
      }),
    );
  }
  return found.names();
}

describe("columns that go with the clock", () => {
  it("are those whose medians rise or fall with time", () => {
    expect(movers(12)).toEqual(["falling", "running"]);
  });

  it("can't be told from fewer than ten windows", () => {
    expect(movers(9)).toEqual([]);
  });
});
