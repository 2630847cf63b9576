import { beforeAll, describe, expect, it, vi } from "vitest";
import type { Verdict } from "../../src/contracts/verdict.js";
import { hourOf } from "../../src/pipeline/hour.js";
import { objectKeys } from "../../src/pipeline/keys.js";
import { type LoggedVerdict, verdictsBetween } from "../../src/pipeline/verdict-log.js";
import { createWorld, HOUR_MS, payments, START_MS, type World, writeTrainingTable } from "./memory/world.js";
import { look } from "./widget/watched-world.js";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const FIRST = hourOf(START_MS);
const COLUMNS = { time: "at", latency: { column: "took", unit: "s" } };

/** Payments of an hour, each with what `took` says for its row, counted from 1, in seconds. */
function answered(hour: number, rows: number, took: (row: number) => unknown): string {
  const records = payments(hour, rows).trim().split("\n");
  const lines = records.map((line, i) =>
    JSON.stringify({ ...(JSON.parse(line) as Record<string, unknown>), took: took(i + 1) }),
  );
  return `${lines.join("\n")}\n`;
}

async function work(world: World, hours: number): Promise<void> {
  await world.deliver();
  world.nowMs = START_MS + hours * HOUR_MS + 35 * 60_000;
  await world.analyze();
}

async function logged(world: World): Promise<readonly LoggedVerdict[]> {
  const range = { from: FIRST, to: FIRST + 48 };
  const verdicts: LoggedVerdict[] = [];
  for await (const verdict of verdictsBetween(world.table, "payments", range, world.nowMs)) verdicts.push(verdict);
  return verdicts;
}

const stored = async (world: World, key: string): Promise<string> =>
  new TextDecoder().decode((await world.buckets.bucket("store").get(key))!.bytes);

describe("latency that captures carry", () => {
  const world = createWorld({ columns: COLUMNS });

  beforeAll(async () => {
    await writeTrainingTable(world);
    await world.buildBaseline();
    world.nowMs = START_MS + 3 * HOUR_MS;
    // 1 to 100 ms, the slowest first: of 100 records 50 are at 50 ms or below, 95 at 95, 99 at 99.
    await world.writeCapture(
      "payments/a.jsonl",
      answered(0, 100, (row) => (101 - row) / 1000),
    );
    // Says nothing of use: it is no part of the 100.
    await world.writeCapture(
      "payments/b.jsonl",
      answered(0, 10, (row) => (row % 2 === 0 ? null : "fast")),
    );
    // Nobody says how long the second hour's took; the third hour's are 1.001 s.
    await world.writeCapture("payments/c.jsonl", payments(1, 100));
    await world.writeCapture(
      "payments/d.jsonl",
      answered(2, 100, () => 1.001),
    );
    await work(world, 3);
  });

  it("is in the verdict of each window that has it, in milliseconds, with the records that say it", async () => {
    expect((await logged(world)).map(({ hour, records, latency }) => [hour - FIRST, records, latency])).toEqual([
      [0, 110, { p50: 50, p95: 95, p99: 99, rows: 100 }],
      [1, 100, undefined],
      [2, 100, { p50: 1001, p95: 1001, p99: 1001, rows: 100 }],
    ]);
  });

  it("is told by the window's report", async () => {
    const html = await stored(world, objectKeys.report("payments", FIRST));
    expect(html).toContain("<p>Latency: p50 50 ms, p95 95 ms, p99 99 ms, of 100 records that say it.</p>");
    expect(await stored(world, objectKeys.report("payments", FIRST + 1))).not.toContain("Latency");
  });

  it("is judged by no check and is no new column", async () => {
    for (const { hour, worst } of await logged(world)) {
      const verdict = JSON.parse(await stored(world, objectKeys.verdict("payments", hour))) as Verdict;
      expect(verdict.findings.map(({ feature }) => feature)).toContain("amount");
      expect(JSON.stringify([verdict.findings, verdict.reasons, worst])).not.toContain("took");
    }
  });

  it("is drawn over the dashboard's time range, with the newest window in words", async () => {
    const timeRange = { start: START_MS, end: START_MS + 2 * HOUR_MS };
    const html = await look(world, { view: "latency" }, { timeRange }, { columns: COLUMNS });
    expect(html).toContain("Newest window, 2026-02-02 00:00 UTC: p50 50 ms, p95 95 ms, p99 99 ms, of 100 records.");
    for (const rank of ["p50", "p95", "p99"]) expect(html).toContain(`<path class="line ${rank}" d="M`);
    const later = { start: START_MS + 20 * HOUR_MS, end: START_MS + 30 * HOUR_MS };
    const empty = await look(world, { view: "latency" }, { timeRange: later }, { columns: COLUMNS });
    expect(empty).toContain("No window in this time range says how long answers took.");
  });

  it("says so where no column is configured", async () => {
    expect(await look(world, { view: "latency" })).toContain("columns.latency");
  });

  it("is counted again when late records come", async () => {
    // With 100 records of 2 s, the 100th of 200 is still at 100 ms, and the 190th at 2 s.
    await world.writeCapture(
      "payments/late.jsonl",
      answered(0, 100, () => 2),
    );
    await work(world, 4);
    const [first] = await logged(world);
    expect(first).toMatchObject({ restatement: 1, latency: { p50: 100, p95: 2000, p99: 2000, rows: 200 } });
  });
});

it("a baseline learned from captures knows the latency as no feature", async () => {
  const world = createWorld({ columns: COLUMNS, reference: { captures: "2026-02-02/2026-02-02" } });
  for (let hour = 0; hour < 24; hour++) {
    world.nowMs = START_MS + (hour + 1) * HOUR_MS;
    await world.writeCapture(
      `payments/${hour}.jsonl`,
      answered(hour, 40, (row) => row / 1000),
    );
  }
  await work(world, 24);
  const built = await world.buildBaseline();
  // Amount and country.
  expect(built).toMatchObject({ kind: "active", features: 2 });
  world.nowMs = START_MS + 25 * HOUR_MS;
  await world.writeCapture(
    "payments/next.jsonl",
    answered(24, 40, (row) => row),
  );
  await work(world, 25);
  const next = (await logged(world)).find(({ hour }) => hour === FIRST + 24);
  expect(next).toMatchObject({ driftingFeatures: [], latency: { p50: 20_000, rows: 40 } });
});
