import { describe, expect, it } from "vitest";
import type { Incident, Verdict } from "../../../src/contracts/verdict.js";
import { accept, relearnFrom } from "../../../src/pipeline/answers/accept.js";
import { storedIncidents } from "../../../src/pipeline/incidents.js";
import { objectKeys } from "../../../src/pipeline/keys.js";
import type { RuleRecord } from "../../../src/pipeline/normal/rule-store.js";
import { type Change, runHours as runTransactions, transactions } from "../memory/transactions.js";
import { createWorld, HOUR_MS, payments, START_MS, writeTrainingTable, type World } from "../memory/world.js";

const MONITOR = "payments";
const DAY = 24;
const REFERENCE_HOURS = 8 * DAY;
const ONSET = REFERENCE_HOURS + DAY;
const CALIBRATED = { alarms: { rule: "calibrated" }, reference: { captures: "2026-02-02/2026-02-09" } };
const hourIndex = (hour: number): number => START_MS / HOUR_MS + hour;
/** Half the usual rows: these worlds live for weeks. */
const runHours = (
  world: World,
  hours: { from: number; to: number },
  change?: (hour: number) => Change,
): Promise<void> => runTransactions(world, hours, change, 50);
const speaker = (world: World) => ({ by: "ana", reason: "new price list", atMs: world.nowMs });
const subjects = ({ mails }: World): string[] => mails.map(({ subject }) => subject.replace(/ \[.*/, ""));
const incidentsOf = (world: World): Promise<readonly Incident[]> =>
  storedIncidents(world.table, MONITOR, world.nowMs).then((all) =>
    [...all].sort((a, b) => a.openedHour - b.openedHour),
  );
const rulesOf = (world: World): RuleRecord[] =>
  [...world.table.dump()].filter(([key]) => key.includes("#RULES#")).map(([, body]) => JSON.parse(body) as RuleRecord);

async function verdictOf(world: World, hour: number): Promise<Verdict> {
  const object = await world.buckets.bucket("store").get(objectKeys.verdict(MONITOR, hourIndex(hour)));
  return JSON.parse(new TextDecoder().decode(object!.bytes)) as Verdict;
}

/** A calibrated monitor whose amounts have been 15 higher for `hours` hours, half a standard deviation. */
async function changed(hours: number, change: (hour: number) => Change): Promise<World> {
  const world = createWorld(CALIBRATED);
  await runHours(world, { from: 0, to: REFERENCE_HOURS });
  await world.buildBaseline();
  await world.deliver();
  await world.analyze();
  await runHours(world, { from: REFERENCE_HOURS, to: ONSET + hours }, change);
  return world;
}

const higher = (hour: number): Change => (hour >= ONSET ? { amount: 15 } : {});

describe("a change that is accepted", () => {
  it("closes its incident, stays quiet, leaves other features watched, and is learned in two weeks", async () => {
    const world = await changed(30, higher);
    const [incident] = await incidentsOf(world);
    expect(incident).toMatchObject({ status: "open" });
    const accepted = ONSET + 30;
    await accept(world.table, MONITOR, { incident: incident!.id }, speaker(world));
    const before = world.state();
    await runHours(world, { from: accepted, to: accepted + 3 * DAY }, higher);
    const [closed] = await incidentsOf(world);
    expect(closed).toMatchObject({ status: "closed", closedBy: "accepted", closedHour: hourIndex(accepted) });
    const last = world.mails.at(-1)!;
    expect(last.subject).toContain("payments: closed in amount");
    expect(last.body).toContain("has been accepted. It is the new normal, and is being learned.");
    expect(last.body).toContain("ana accepted as the new normal: amount since");
    const mails = world.mails.length;

    const both = (hour: number): Change => ({ ...higher(hour), ...(hour >= accepted + 3 * DAY && { strange: 0.1 }) });
    await runHours(world, { from: accepted + 3 * DAY, to: accepted + 4 * DAY }, both);
    expect(subjects(world).slice(mails)[0]).toBe("payments: drift in country");
    expect(
      subjects(world)
        .slice(mails)
        .every((subject) => !subject.includes("amount")),
    ).toBe(true);

    // No hour that was judged before the answer is judged otherwise.
    const after = world.state();
    for (const key of Object.keys(before).filter((one) => one.includes("#VERDICTS")))
      expect(after[key]).toBe(before[key]);

    await runHours(world, { from: accepted + 4 * DAY, to: ONSET + 15 * DAY + 2 }, higher);
    expect(rulesOf(world).at(-1)).toMatchObject({ kind: "calibrated", answer: 1 });
    const told = world.mails.length;
    await runHours(world, { from: ONSET + 15 * DAY + 2, to: ONSET + 18 * DAY }, higher);
    expect((await verdictOf(world, ONSET + 18 * DAY - 1)).status).toBe("ok");
    await runHours(world, { from: ONSET + 18 * DAY, to: ONSET + 19 * DAY }, () => ({}));
    // What was normal once is a change now.
    expect(
      subjects(world)
        .slice(told)
        .filter((subject) => subject.includes("drift in")),
    ).toEqual(["payments: drift in amount"]);
  });

  it("is told when it changes again, largely and at once, while it is still being learned", async () => {
    const world = await changed(4 * DAY, higher);
    await accept(world.table, MONITOR, { features: ["amount"], sinceHour: null }, speaker(world));
    const accepted = ONSET + 4 * DAY;
    await runHours(world, { from: accepted, to: accepted + 2 }, higher);
    const mails = world.mails.length;
    const learning = (await verdictOf(world, accepted + 1)).findings.filter(({ feature }) => feature === "amount");
    expect(learning.map(({ state }) => state)).toContain("ok");
    await runHours(world, { from: accepted + 2, to: accepted + DAY }, () => ({ amount: 60 }));
    expect(subjects(world).slice(mails)).toContain("payments: drift in amount");
  });

  it("gives the same when a late capture has hours before and after the answer judged again", async () => {
    const run = async (isLate: boolean): Promise<World> => {
      const world = await changed(30, higher);
      const [incident] = await incidentsOf(world);
      await accept(world.table, MONITOR, { incident: incident!.id }, speaker(world));
      const accepted = ONSET + 30;
      const late = (at: number): string => transactions(at, 5, higher(at));
      if (!isLate) await world.writeCapture("payments/late.jsonl", late(ONSET + 10));
      await runHours(world, { from: accepted, to: accepted + 5 }, higher);
      if (isLate) await world.writeCapture("payments/late.jsonl", late(ONSET + 10));
      await runHours(world, { from: accepted + 5, to: accepted + 6 }, higher);
      return world;
    };
    const [early, late] = [await run(false), await run(true)];
    const short = (all: readonly Incident[]) =>
      all.map(({ id, status, closedBy, closedHour }) => [id, status, closedBy, closedHour]);
    expect(short(await incidentsOf(late))).toEqual(short(await incidentsOf(early)));
    expect(subjects(late)).toEqual(subjects(early));
  });
});

describe("a monitor that learns anew", () => {
  it("closes every incident of the data and judges all features by the windows since, once there are enough", async () => {
    const world = await changed(30, higher);
    await relearnFrom(world.table, MONITOR, hourIndex(ONSET), speaker(world));
    const start = ONSET + 30;
    await runHours(world, { from: start, to: start + 2 }, higher);
    expect(await incidentsOf(world)).toMatchObject([{ status: "closed", closedBy: "relearned" }]);
    const told = world.mails.length;
    await runHours(world, { from: start + 2, to: ONSET + 15 * DAY + 2 }, higher);
    expect(rulesOf(world).at(-1)).toMatchObject({ kind: "calibrated", answer: 1 });
    await runHours(world, { from: ONSET + 15 * DAY + 2, to: ONSET + 17 * DAY }, higher);
    expect((await verdictOf(world, ONSET + 17 * DAY - 1)).status).toBe("ok");
    expect(world.mails.length).toBe(told);
  });
});

describe("under fixed thresholds", () => {
  it("an accepted feature is held against the level since its change, for good", async () => {
    const world = createWorld();
    await writeTrainingTable(world);
    await world.buildBaseline();
    const run = async (from: number, to: number, mean: number): Promise<void> => {
      for (let hour = from; hour < to; hour++) {
        world.nowMs = START_MS + (hour + 1) * HOUR_MS;
        await world.writeCapture(`payments/${String(hour + 5000)}.jsonl`, payments(hour, 310, { mean }));
        await world.deliver();
        world.nowMs += 35 * 60_000;
        await world.analyze();
      }
    };
    await run(0, 2, 100);
    await run(2, 6, 130);
    expect(subjects(world)).toEqual(["payments: drift in amount"]);
    await accept(world.table, MONITOR, { features: ["amount"], sinceHour: null }, speaker(world));
    await run(6, 10, 130);
    expect(subjects(world)).toEqual(["payments: drift in amount", "payments: closed in amount"]);
    await run(10, 12, 100);
    expect(subjects(world)[2]).toBe("payments: drift in amount");
    expect(world.mails[2]!.body).toMatch(/median 1[23]\d(\.\d+)? -> (9\d|10\d)/);
  });
});

describe("an acceptance", () => {
  it("is refused where this machine's clock is behind the windows that were judged", async () => {
    const world = await changed(30, higher);
    const late = { ...speaker(world), atMs: world.nowMs - 3 * HOUR_MS };
    await expect(accept(world.table, MONITOR, { features: ["amount"], sinceHour: null }, late)).rejects.toMatchObject({
      code: "CLOCK_BEHIND",
    });
  });

  it.each([
    { why: "an incident that nobody knows", wish: { incident: "nope" }, code: "UNKNOWN_INCIDENT" },
    { why: "a feature that is mistyped", wish: { features: ["amonut"], sinceHour: null }, code: "UNKNOWN_FEATURE" },
    {
      why: "a feature without an open incident",
      wish: { features: ["country"], sinceHour: null },
      code: "NOTHING_TO_ACCEPT",
    },
    {
      why: "an hour that no window follows",
      wish: { features: ["amount"], sinceHour: 600_000 },
      code: "NOTHING_TO_ACCEPT",
    },
  ])("refuses $why", async ({ wish, code }) => {
    const world = createWorld();
    await writeTrainingTable(world);
    await world.buildBaseline();
    await expect(accept(world.table, MONITOR, wish, speaker(world))).rejects.toMatchObject({ code });
  });
});
