import { describe, expect, it } from "vitest";
import type { ProductEvent } from "../../src/contracts/events.js";
import type { EventSink, TimedEvent } from "../../src/contracts/ports.js";
import { answersGiven, giveAnswer } from "../../src/pipeline/answers/answer-log.js";
import { drainEvents, enqueueEvent } from "../../src/pipeline/events/event-outbox.js";
import { memoryTable } from "./memory/memory-table.js";
import { createWorld, HOUR_MS, isCrash, payments, START_MS, type World, writeTrainingTable } from "./memory/world.js";

const MONITOR = "payments";

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
  return world;
}

const ids = ({ events }: World): string[] => events.map(({ type, detail }) => `${type} ${detail.id}`);

describe("the events of a monitor", () => {
  it("tell of the baseline, of each window and of each step of an incident, each once", async () => {
    const world = await watched();
    await runHours(world, 0, 2);
    await runHours(world, 2, 4, { mean: 160 });
    expect(
      ids(world)
        .map((id) => id.replace(/[#/][0-9a-f]{16}|[0-9a-f]{12}/, "..."))
        .sort(),
    ).toEqual([
      "Plumbline Baseline Ready payments/baseline/2026-02-02T00:00:00.000Z...",
      "Plumbline Incident payments/transition/...-opened-critical",
      ...["00", "01", "02", "03"].map((hour) => `Plumbline Window Verdict payments/verdict/2026-02-02T${hour}...`),
    ]);
    expect(world.events.find(({ type }) => type === "Plumbline Incident")?.detail).toMatchObject({
      version: 1,
      monitor: MONITOR,
      transition: "opened",
      status: "open",
      pages: true,
      about: "data",
      windowStart: "2026-02-02T02:00:00.000Z",
      findings: [{ feature: "amount", check: "psi", onsetAt: "2026-02-02T02:00:00.000Z" }],
    });
    expect(world.events.at(-1)!.detail).toMatchObject({
      windowStart: "2026-02-02T03:00:00.000Z",
      status: "drifting",
      records: 310,
      driftingFeatures: ["amount"],
      verdictUrl: "s3://store/verdicts/payments/2026-02-02T03.json",
    });
    const before = ids(world);
    await world.analyze();
    expect(ids(world)).toEqual(before);
  });

  it("tell of a restated window again, under another id", async () => {
    const world = await watched();
    await runHours(world, 0, 3);
    const before = ids(world).length;
    await world.writeCapture("payments/late.jsonl", payments(1, 20));
    await world.deliver();
    await world.analyze();
    const restated = world.events.slice(before);
    expect(restated.map(({ detail }) => detail)).toMatchObject([
      { windowStart: "2026-02-02T01:00:00.000Z", restatement: 1, records: 330 },
    ]);
    expect(new Set(ids(world)).size).toBe(ids(world).length);
  });

  it("say which answer keeps an incident's mail back", async () => {
    const world = await watched();
    await runHours(world, 0, 2);
    const scope = { feature: null, check: null };
    const speaker = { by: "ana", reason: "load test", atMs: world.nowMs };
    const known = await answersGiven(world.table, MONITOR, Infinity);
    await giveAnswer(world.table, MONITOR, { kind: "mute", scope, untilMs: world.nowMs + 9 * HOUR_MS }, speaker, known);
    await runHours(world, 2, 3, { mean: 160 });
    const [incident] = world.events.filter(({ type }) => type === "Plumbline Incident");
    expect(incident?.detail).toMatchObject({ heldBack: { kind: "mute", by: "ana" } });
  });

  it("all come, whatever write a run crashes at, and twice only under the same id", async () => {
    const run = async (crashAt: number): Promise<{ world: World; writes: number }> => {
      const world = await watched();
      await runHours(world, 0, 2);
      world.nowMs = START_MS + 3 * HOUR_MS;
      await world.writeCapture("payments/drift.jsonl", payments(2, 310, { mean: 160 }));
      await world.deliver();
      world.nowMs += 35 * 60_000;
      const start = world.writes();
      world.crashAtWrite(crashAt);
      await world.analyze().catch((error: unknown) => {
        if (!isCrash(error)) throw error;
      });
      const writes = world.writes() - start;
      world.crashAtWrite(Infinity);
      world.nowMs += 30 * 60_000;
      await world.analyze();
      return { world, writes };
    };
    const calm = await run(Infinity);
    const expected = [...new Set(ids(calm.world))].sort();
    expect(expected).toHaveLength(5);
    for (let n = 1; n <= calm.writes; n++) {
      const { world } = await run(n);
      expect([...new Set(ids(world))].sort(), `crash at write ${n} of ${calm.writes}`).toEqual(expected);
    }
  });
});

describe("the events on their way", () => {
  const event = (id: string): ProductEvent => ({
    type: "Plumbline Baseline Ready",
    detail: {
      version: 1,
      id,
      monitor: "m",
      baselineVersion: "v",
      activatedAt: "2026-02-02T00:00:00.000Z",
      reference: "train.csv",
      records: 1,
      features: 1,
    },
  });

  it("stay for the next run where they were refused, and stop none of the others", async () => {
    const table = memoryTable();
    const taken: string[] = [];
    const sink = (refuses: string): EventSink => ({
      publish: async (events: readonly TimedEvent[]) => {
        const refused = events.filter(({ detail }) => detail.id === refuses).map(({ detail }) => detail.id);
        taken.push(...events.map(({ detail }) => detail.id).filter((id) => !refused.includes(id)));
        return await Promise.resolve(refused.map((id) => ({ id, reason: "InternalFailure" })));
      },
    });
    for (const id of ["a", "b", "c"]) await enqueueEvent(table, "m", event(id), 0);
    const first = await drainEvents(table, sink("b"), "m", 0);
    expect(first).toEqual({ published: 2, refused: [{ id: "b", reason: "InternalFailure" }] });
    expect(await drainEvents(table, sink(""), "m", 1)).toEqual({ published: 1, refused: [] });
    expect(await drainEvents(table, sink(""), "m", 2)).toEqual({ published: 0, refused: [] });
    expect(taken).toEqual(["a", "c", "b"]);

    await enqueueEvent(table, "m", event("d"), 3);
    const unreachable: EventSink = { publish: () => Promise.reject(new Error("no route")) };
    expect(await drainEvents(table, unreachable, "m", 3)).toEqual({
      published: 0,
      refused: [{ id: "d", reason: "no route" }],
    });
    expect(await drainEvents(table, sink(""), "m", 4)).toEqual({ published: 1, refused: [] });
  });
});
