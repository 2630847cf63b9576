import { readdirSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { WindowProfiles } from "../../../bin/backtest/window-profiles.js";
import { eventTimes } from "../../../bin/backtest/event-times.js";
import { memorySource } from "../../../src/core/decode/memory-source.js";
import { openCapture } from "../../../src/core/decode/open-capture.js";
import { createRejectLog } from "../../../src/core/decode/reject-log.js";
import { TestFolder } from "../command-line.js";
import { csvLog, csvOf, DAY_MS, logRows, uniform } from "./log-data.js";

const HOUR_MS = DAY_MS / 24;
const START_HOUR = 500_000;
const log = { seed: 1, startMs: START_HOUR * HOUR_MS, days: 2, rowsPerDay: 4_800 };
const reading = { bins: null, exclude: ["ts", "id"], categorical: [], sensitive: [] };

const folder = new TestFolder();
const before = process.env["TMPDIR"];
beforeAll(() => {
  process.env["TMPDIR"] = folder.path;
});
afterAll(() => {
  if (before === undefined) delete process.env["TMPDIR"];
  else process.env["TMPDIR"] = before;
  folder.remove();
});

const open: WindowProfiles[] = [];
afterEach(async () => {
  ofNone = 0;
  await Promise.all(open.splice(0).map(async (profiles) => profiles.close()));
});

/** Rows that were given no window since the test began. */
let ofNone = 0;

async function profiled(csv: string, memoryBytes?: number): Promise<WindowProfiles> {
  const profiles = new WindowProfiles({ ...reading, ...(memoryBytes !== undefined && { memoryBytes }) });
  open.push(profiles);
  const source = memorySource("log.csv", Buffer.from(csv));
  for await (const batch of openCapture(source, "csv", {}, createRejectLog())) {
    const hours = eventTimes(batch, { column: "ts" }).map((timeMs) => Math.floor(timeMs / HOUR_MS));
    // Every 7th row of a batch is of no window.
    ofNone += Math.floor(batch.rows / 7);
    await profiles.add(
      batch,
      hours.map((hour, row) => (row % 7 === 6 ? NaN : hour)),
    );
  }
  return profiles;
}

/** What doesn't depend on how a window was put together: everything but the coins of sketches. */
async function counts(profiles: WindowProfiles) {
  const windows = profiles.finish();
  return Promise.all(
    windows.map(async (window) => {
      const { records, columns } = await profiles.profile(window);
      return {
        window,
        records,
        columns: columns.map(({ name, cells, kinds, categories, numbers }) => ({
          ...{ name, cells, kinds, categories: categories?.counts },
          ...{ rows: numbers?.moments.count, min: numbers?.moments.min, max: numbers?.moments.max },
        })),
      };
    }),
  );
}

const inAnyOrder = (): string => {
  const random = uniform(5);
  const keyed = logRows(log).map((row) => [random(), row] as const);
  return csvOf(keyed.sort(([a], [b]) => a - b).map(([, row]) => row));
};

describe("windows of a log", () => {
  it("hold each hour's records, ascending, whatever the memory", async () => {
    const roomy = await counts(await profiled(csvLog(log)));
    expect(roomy.map(({ window }) => window)).toEqual(Array.from({ length: 48 }, (_, i) => START_HOUR + i));
    expect(roomy.reduce((sum, { records }) => sum + records, 0)).toBe(9_600 - ofNone);
    expect(await counts(await profiled(csvLog(log), 200_000))).toEqual(roomy);
  });

  it("are put aside and put together again where records come in any order, and leave nothing behind", async () => {
    const csv = inAnyOrder();
    expect(await counts(await profiled(csv, 200_000))).toEqual(await counts(await profiled(csv)));
    expect(readdirSync(folder.path)).toEqual([]);
  });

  it("need a place to be put aside only where they don't fit in memory", async () => {
    process.env["TMPDIR"] = folder.at("nowhere");
    await expect(profiled(csvLog(log), 200_000)).rejects.toThrow("nowhere");
    await expect(profiled(csvLog(log))).resolves.toBeDefined();
    process.env["TMPDIR"] = folder.path;
  });
});
