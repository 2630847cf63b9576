import { describe, expect, it } from "vitest";
import { US_EAST_1 } from "../../../src/core/spend/us-east-1.js";
import { guarded, HOUR_MS, type Guarded } from "./guarded.js";

const MAY_MS = Date.UTC(2026, 4, 1);
const at = (hour: number): number => MAY_MS + hour * HOUR_MS + 300_000;
const DOLLAR = { s3Write: 1 / US_EAST_1.prices.s3Write.usd };
/** The last hours of April, in which work pauses, and the first of May, in which it goes on. */
const HOURS = [-6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4];

interface Written {
  readonly items: readonly (readonly [string, string])[];
  readonly mails: readonly string[];
}

/** @param look how an hour's look is taken */
async function turnOfMonth(look: (world: Guarded, nowMs: number) => Promise<void>): Promise<Written> {
  const world = guarded({ monthlyUsd: 30, notifyAt: [80] });
  for (const hour of HOURS) {
    world.land(at(hour), 100);
    if (hour < -3 || hour > 0) await world.run(at(hour), { s3Write: 10 * DOLLAR.s3Write });
    await look(world, at(hour));
  }
  return { items: [...world.table.dump()], mails: world.mails.map(({ subject }) => subject) };
}

const plain = (): Promise<Written> =>
  turnOfMonth(async (world, nowMs) => {
    await world.guard(nowMs);
  });

describe("a guard", () => {
  it("that crashes before any of its writes, and is run again, ends where one does that doesn't", async () => {
    const expected = await plain();
    for (let crashAt = 1; crashAt <= 12; crashAt++) {
      const crashed = await turnOfMonth(async (world, nowMs) => {
        let writes = 0;
        world.onWrite = () =>
          ++writes === crashAt ? Promise.reject(new Error("crash before a write")) : Promise.resolve();
        await world.guard(nowMs).catch(() => undefined);
        world.onWrite = () => Promise.resolve();
        await world.guard(nowMs);
      });
      expect(crashed.items, `crash before write ${crashAt}`).toEqual(expected.items);
      // Told again after a crash between mail and note, later after one before it, but never less.
      expect([...new Set(crashed.mails)].sort()).toEqual([...new Set(expected.mails)].sort());
    }
  });

  it("that runs twice at once tells nothing twice, and counts nothing twice", async () => {
    const expected = await plain();
    const twice = await turnOfMonth(async (world, nowMs) => {
      await Promise.all([world.guard(nowMs), world.guard(nowMs)]);
    });
    expect(twice).toEqual(expected);
  });
});
