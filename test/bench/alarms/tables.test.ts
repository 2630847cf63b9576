import { describe, expect, it } from "vitest";
import type { SeedResult } from "../../../bench/alarms/measure.js";
import { detectionTable, met, quietTable } from "../../../bench/alarms/tables.js";
import type { StudyWorld } from "../../../bench/alarms/worlds.js";

function world(target: StudyWorld["target"]): StudyWorld {
  return {
    ...{ name: "w", title: "a world", window: "hour", referenceDays: 28, detect: true, target },
    streams: () => {
      throw new Error("no stream is drawn for a table");
    },
  };
}

function seed(pages: number, delays: SeedResult["delays"] = {}): SeedResult {
  const tally = { episodes: pages + 1, incidents: pages + 1, pages, alarmWindows: 9, alarmDays: 2, openedBy: {} };
  return { seed: 1, days: 60, tally, delays, calibrateMs: 1, judgeMs: 1 };
}

describe("the table of false alarms", () => {
  // 4 pages in 12 months: 0.33, and chi2.ppf(.975, 10) / 2 / 12 = 0.85
  const results = [0, 1, 2, 0, 1, 0].map((pages) => seed(pages));

  it("gives rates per 30 days with their bounds", () => {
    const [, , row] = quietTable([{ world: world(null), results }]).split("\n");
    expect(row).toBe("| a world | 12 | 0.33 (0.09 to 0.85) | 0.83 (0.40 to 1.53) | 0.83 (0.40 to 1.53) | none |  |");
  });

  it.each([
    { why: "an upper bound above the target", of: "upper bound", at: 0.8, expected: false },
    { why: "an upper bound below it", of: "upper bound", at: 0.9, expected: true },
    { why: "an estimate below it", of: "estimate", at: 0.4, expected: true },
    { why: "an estimate above it", of: "estimate", at: 0.3, expected: false },
  ] as const)("judges $why", ({ of, at, expected }) => {
    expect(met({ world: world({ of, unit: "pages", at }), results })).toBe(expected);
  });
});

describe("the table of detection", () => {
  it("shows the share found and the median of all that were tried, a dash where fewer than half were", () => {
    const found = seed(0, { "shift 0.1": [5, null, 40], "shift 0.25": [null, null, 3], "shift 0.5": [1, 1, 1] });
    const cells = detectionTable([{ world: world(null), results: [found] }])
      .split("\n")[2]!
      .split(" | ");
    expect(cells.slice(1, 4)).toEqual(["67 % / 40 h", "33 % / -", "100 % / 1 h"]);
  });
});
