import { describe, expect, it } from "vitest";
import type { AnswerContent } from "../../../src/contracts/answers.js";
import { answersGiven, giveAnswer } from "../../../src/pipeline/answers/answer-log.js";
import { heldMails } from "../../../src/pipeline/answers/held-mails.js";
import { acknowledge, mute, unmute } from "../../../src/pipeline/answers/quieten.js";
import { storedIncidents } from "../../../src/pipeline/incidents.js";
import { createWorld, HOUR_MS, isCrash, payments, START_MS, writeTrainingTable, type World } from "../memory/world.js";

const MONITOR = "payments";
const DRIFT = { mean: 160 };
const WHOLE = { feature: null, check: null };

/** Hours land and are analysed one by one, as deployed; `mean` by hour. */
async function runHours(world: World, from: number, to: number, options: object = {}): Promise<void> {
  for (let hour = from; hour < to; hour++) {
    world.nowMs = START_MS + (hour + 1) * HOUR_MS;
    await world.writeCapture(`payments/${String(hour + 5000)}.jsonl`, payments(hour, 310, options));
    await world.deliver();
    world.nowMs += 35 * 60_000;
    await world.analyze();
  }
}

async function watched(): Promise<World> {
  const world = createWorld();
  await writeTrainingTable(world);
  await world.buildBaseline();
  await runHours(world, 0, 2);
  return world;
}

const speaker = (world: World) => ({ by: "ana", reason: "migration", atMs: world.nowMs });
const subjects = ({ mails }: World): string[] => mails.map(({ subject }) => subject.replace(/ \[.*/, ""));

/** What is on its way or kept back: a crash between sending and marking may send a mail twice, but write it never. */
const written = ({ table }: World): string[] => [...table.dump().keys()].filter((key) => /#OUTBOX|#HELD/.test(key));

async function say(world: World, content: AnswerContent): Promise<void> {
  const known = await answersGiven(world.table, MONITOR, Infinity);
  await giveAnswer(world.table, MONITOR, content, speaker(world), known);
}

describe("a muted monitor", () => {
  it("stores and shows its incident, keeps the page for the digest, and tells once when the mute ends", async () => {
    const world = await watched();
    await mute(
      world.table,
      MONITOR,
      { scope: WHOLE, untilMs: world.nowMs + 5 * HOUR_MS, replace: false },
      speaker(world),
    );
    await runHours(world, 2, 6, DRIFT);
    expect(world.mails).toEqual([]);
    const [incident] = await storedIncidents(world.table, MONITOR, world.nowMs);
    expect(incident).toMatchObject({ status: "open" });
    const held = await heldMails(world.table, MONITOR, world.nowMs);
    expect(held).toMatchObject([{ kind: "opened", answer: 1, incident: incident!.id }]);

    await runHours(world, 6, 10, DRIFT);
    expect(subjects(world)).toEqual(["payments: still drift in amount"]);
    expect(world.mails[0]!.body).toContain("Why now\n  ana muted the monitor until 2026-02-02 07:35 UTC: migration.");
    expect(world.mails[0]!.body).toContain(
      `plumbline ack payments --table state --incident ${incident!.id} --reason "..."`,
    );
  });

  it("is told of an end early, where the mute is taken back", async () => {
    const world = await watched();
    await mute(
      world.table,
      MONITOR,
      { scope: WHOLE, untilMs: world.nowMs + 50 * HOUR_MS, replace: false },
      speaker(world),
    );
    await runHours(world, 2, 4, DRIFT);
    await unmute(world.table, MONITOR, WHOLE, speaker(world));
    await runHours(world, 4, 6, DRIFT);
    expect(subjects(world)).toEqual(["payments: still drift in amount"]);
  });

  it("says nothing of an incident that opened and closed while it was muted", async () => {
    const world = await watched();
    const untilMs = world.nowMs + 40 * HOUR_MS;
    await mute(world.table, MONITOR, { scope: WHOLE, untilMs, replace: false }, speaker(world));
    await runHours(world, 2, 4, DRIFT);
    await runHours(world, 4, 45);
    const held = await heldMails(world.table, MONITOR, world.nowMs);
    expect(held.map(({ kind }) => kind).sort()).toEqual(["closed", "opened"]);
    expect(world.mails).toEqual([]);
  });

  it("pages about what is not muted, also where it joins an incident that is", async () => {
    const world = await watched();
    const scope = { feature: "amount", check: null };
    await mute(world.table, MONITOR, { scope, untilMs: world.nowMs + 50 * HOUR_MS, replace: false }, speaker(world));
    await runHours(world, 2, 4, DRIFT);
    expect(world.mails).toEqual([]);
    await runHours(world, 4, 6, { ...DRIFT, country: "ZZ" });
    expect(subjects(world)).toHaveLength(1);
    expect(world.mails[0]!.body).toContain("country");
  });

  it("comes to the same mails whatever write a run crashes at", async () => {
    const calm = await watched();
    const run = async (world: World): Promise<void> => {
      await say(world, { kind: "mute", scope: WHOLE, untilMs: world.nowMs + 3 * HOUR_MS });
      await runHours(world, 2, 4, DRIFT);
      await runHours(world, 4, 7, DRIFT);
    };
    await run(calm);
    const rough = await watched();
    await say(rough, { kind: "mute", scope: WHOLE, untilMs: rough.nowMs + 3 * HOUR_MS });
    for (let hour = 2; hour < 7; hour++) {
      rough.nowMs = START_MS + (hour + 1) * HOUR_MS;
      await rough.writeCapture(`payments/${String(hour + 5000)}.jsonl`, payments(hour, 310, DRIFT));
      await rough.deliver();
      rough.nowMs += 35 * 60_000;
      rough.crashAtWrite(4 + 3 * hour);
      await rough.analyze().catch((error: unknown) => {
        if (!isCrash(error)) throw error;
      });
      // The lease of the crashed run ends after 20 minutes.
      rough.nowMs += 21 * 60_000;
      rough.crashAtWrite(Infinity);
      await rough.analyze();
    }
    expect(written(rough)).toEqual(written(calm));
    expect(written(calm)).toHaveLength(2);
  });
});

describe("an acknowledged incident", () => {
  it("is not told to be worse until the time is over, then once", async () => {
    const world = await watched();
    await runHours(world, 2, 3, { mean: 114.5 });
    expect(subjects(world)).toEqual(["payments: drift in amount"]);
    const [incident] = await storedIncidents(world.table, MONITOR, world.nowMs);
    const wish = { incident: incident!.id, untilMs: world.nowMs + 4 * HOUR_MS, replace: false };
    await acknowledge(world.table, MONITOR, wish, speaker(world));
    await runHours(world, 3, 6, DRIFT);
    expect(world.mails).toHaveLength(1);
    await runHours(world, 6, 9, DRIFT);
    expect(subjects(world).slice(1)).toEqual(["payments: still drift in amount"]);
    expect(world.mails[1]!.body).toContain(`ana looks at incident ${incident!.id}`);
  });
});

describe("answers", () => {
  it("are refused where somebody has answered in between, and kept for good", async () => {
    const world = await watched();
    const known = await answersGiven(world.table, MONITOR, Infinity);
    const wish: AnswerContent = { kind: "mute", scope: WHOLE, untilMs: world.nowMs + HOUR_MS };
    await giveAnswer(world.table, MONITOR, wish, speaker(world), known);
    await expect(giveAnswer(world.table, MONITOR, wish, speaker(world), known)).rejects.toThrow(
      "answer 1 of payments was given by somebody else a moment ago",
    );
    await unmute(world.table, MONITOR, WHOLE, speaker(world));
    const all = await answersGiven(world.table, MONITOR, world.nowMs + 400 * 24 * HOUR_MS);
    expect(all.map(({ kind, number }) => [number, kind])).toEqual([
      [1, "mute"],
      [2, "unmute"],
    ]);
  });

  it("count from the time they were given: a run of an earlier time knows nothing of them", async () => {
    const world = await watched();
    await say(world, { kind: "mute", scope: WHOLE, untilMs: world.nowMs + HOUR_MS });
    expect(await answersGiven(world.table, MONITOR, world.nowMs - 1)).toEqual([]);
  });
});
