import { describe, expect, it } from "vitest";
import { auditTrail } from "../../../src/pipeline/history/audit.js";
import { objectKeys } from "../../../src/pipeline/keys.js";
import { hourOf } from "../../../src/pipeline/hour.js";
import { storedQuality, type StoredQuality } from "../../../src/pipeline/quality/quality-store.js";
import { createWorld, HOUR_MS, START_MS, type World } from "../memory/world.js";
import { type Circumstances, hoursOf, labelsOf, ROWS, runDays, SCORED_MONITOR, scoredCases } from "./scored-cases.js";

const DAY = 24;
/** The reference is the first eight days. */
const REFERENCE_DAYS = 8;
const DELAY_DAYS = 9;
const DRIFT_DAY = 9;

const hourIndex = (hour: number): number => hourOf(START_MS) + hour;

/** A monitor that has learned from its inputs; its labels come so many days late. */
async function learned(delayDays: number): Promise<World> {
  const world = createWorld(SCORED_MONITOR);
  await runDays(world, { from: 0, to: REFERENCE_DAYS }, delayDays);
  await world.buildBaseline();
  await world.deliver();
  await world.analyze();
  return world;
}

const reportOf = (world: World): Promise<string> => textAt(objectKeys.qualityReport("payments"), world);

async function textAt(key: string, { buckets }: World): Promise<string> {
  const object = await buckets.bucket("store").get(key);
  return object ? new TextDecoder().decode(object.bytes) : "";
}

async function windowsOf(world: World, fromDay: number, toDay: number): Promise<readonly StoredQuality[]> {
  const monitor = { name: "payments" } as Parameters<typeof storedQuality>[3]["monitor"];
  return storedQuality(hourIndex(fromDay * DAY), hourIndex(toDay * DAY - 1), world.nowMs, {
    table: world.table,
    monitor,
  });
}

describe("a drop known only from labels nine days late", () => {
  it("pages as concept drift while the inputs are quiet, from the hour in which its predictions were made", async () => {
    const circumstances = (hour: number): Circumstances => (hour >= DRIFT_DAY * DAY ? { noise: 0.5 } : {});
    const world = await learned(DELAY_DAYS);
    await runDays(world, { from: REFERENCE_DAYS, to: DRIFT_DAY + DELAY_DAYS }, DELAY_DAYS, circumstances);
    expect(world.mails).toEqual([]);
    await runDays(world, { from: DRIFT_DAY + DELAY_DAYS, to: DRIFT_DAY + DELAY_DAYS + 1 }, DELAY_DAYS, circumstances);

    expect(world.mails).toHaveLength(1);
    const [mail] = world.mails;
    expect(mail!.subject).toMatch(/^payments: concept drift in accuracy( and \d more)? \[\w+\] incident [0-9a-f]{12}$/);
    expect(mail!.body).toContain("labels say something else of the same inputs than they used to");
    expect(mail!.body).toContain("No incident of the inputs was open at that time");
    const since = /in predictions made since (\S+ \S+)/.exec(mail!.body)![1]!;
    const late = (Date.parse(`${since.replace(" ", "T")}Z`) - START_MS) / HOUR_MS - DRIFT_DAY * DAY;
    expect(late).toBeGreaterThanOrEqual(0);
    expect(late).toBeLessThan(24);
    expect(world.metrics.filter(({ name }) => name === "OpenIncidents").at(-1)!.value).toBe(1);

    const id = /incident (\w+)$/.exec(mail!.subject)![1]!;
    const report = await textAt(objectKeys.incidentReport("payments", id), world);
    expect(report).toContain("Concept drift in accuracy");
    expect(report).toMatch(/By labels, accuracy went from 7\d(\.\d)? % to 6\d(\.\d)? %\./);
    const quality = await reportOf(world);
    expect(quality).toMatch(/labelled predictions, beside [\d,]+ of the reference/);
    expect(quality).toMatch(/area under the ROC curve 0\.\d+ \(reference 0\.\d+\)/);
    const trail = await auditTrail(world.table, "payments", { fromMs: 0, toMs: world.nowMs + 1 }, world.nowMs);
    const verdicts = trail.filter(({ kind }) => kind === "quality-verdict");
    expect(verdicts.some(({ what }) => (what as { readonly status: string }).status === "drifting")).toBe(true);
    expect(new Set(verdicts.map(({ what }) => (what as { readonly stream: string }).stream))).toContain("quality");
  }, 60_000);
});

describe("labels", () => {
  it("are counted exactly, restated as they come, and told in the report", async () => {
    const world = await learned(2);
    await runDays(world, { from: REFERENCE_DAYS, to: 12 }, 2);
    // At the end of day 11 the labels of day 9 have come: nine in ten of the 60 predictions of each hour.
    const counted = (windows: readonly StoredQuality[]): number[][] =>
      windows.map(({ counts }) => [counts.predictions, counts.labelled]);
    expect(counted(await windowsOf(world, 0, 10))).toEqual(new Array(10 * DAY).fill([60, 54]));
    expect(counted(await windowsOf(world, 10, 12))).toEqual(new Array(2 * DAY).fill([60, 0]));

    // The tenth of a day that was missing comes with the day's labels once more.
    world.nowMs = START_MS + 12.5 * DAY * HOUR_MS;
    await world.writeLabels("truth/late.jsonl", lateLabels(7));
    await world.deliver();
    await world.analyze();
    expect((await windowsOf(world, 7, 8)).map(({ counts }) => counts.labelled)).toEqual(new Array(DAY).fill(60));
    const report = await reportOf(world);
    expect(report).toContain("restated at 2026-02-14 12:00 UTC, coverage 90 % -> 100 %");
    expect(report).not.toContain("NaN");
  }, 60_000);

  it("that stop coming are told once their time is over", async () => {
    const circumstances = (hour: number): Circumstances => (hour >= 12 * DAY ? { labelled: 0.3 } : {});
    const world = await learned(1);
    await runDays(world, { from: REFERENCE_DAYS, to: 17 }, 1, circumstances);
    expect(world.mails.map(({ subject }) => subject.replace(/ \[.*/, ""))).toEqual([
      "payments: fewer labels than usual",
    ]);
  }, 60_000);
});

const lateLabels = (day: number): string =>
  hoursOf(day)
    .map((hour) => labelsOf(scoredCases(hour, ROWS), 1))
    .join("");
