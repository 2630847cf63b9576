import { describe, expect, it } from "vitest";
import { callCounter } from "../../../lambdas/counted-calls.js";
import { US_EAST_1 } from "../../../src/core/spend/us-east-1.js";
import { guarded, HOUR_MS, type Guarded } from "./guarded.js";

const MAY_MS = Date.UTC(2026, 4, 1);
const at = (hour: number): number => MAY_MS + hour * HOUR_MS + 300_000;
/** Of a month's room of some dollars: more than that, should so many land every day of it. */
const BACKLOG = 200_000;

/** Reconciliation puts captures on the queue: the queue's own count goes up, and the run says that they are its own. */
async function requeue(world: Guarded, atMs: number, captures: number): Promise<void> {
  const { counted, requeued } = callCounter(() => world.table, "churn", world.deps.log);
  const queue = requeued({
    send: (bodies) => {
      world.land(atMs, bodies.length);
      return Promise.resolve();
    },
    oldestMessageAgeSeconds: () => Promise.resolve(0),
  });
  await counted({ id: `reconcile-${atMs}`, atMs, cause: {} }, () =>
    queue.send(Array.from({ length: captures }, () => "capture")),
  );
}

describe("captures that are queued again", () => {
  it("after a pause are no sign of more to come: work goes on", async () => {
    const world = guarded({ monthlyUsd: 15.5 });
    await world.run(at(-30), { s3Write: 40 / US_EAST_1.prices.s3Write.usd });
    expect((await world.guard(at(-30)))!.standing.state).toBe("paused");
    await world.guard(at(-2));
    expect((await world.guard(at(0)))!.standing.state).toBe("normal");
    await requeue(world, at(0), BACKLOG);
    for (const hour of [1, 2, 3, 20]) expect((await world.guard(at(hour)))!.standing.state).toBe("normal");
  });

  it("cost nothing of what landing costs", async () => {
    const world = guarded({ monthlyUsd: 100 });
    await world.guard(at(0));
    world.land(at(0), 1000);
    const landed = (await world.guard(at(1)))!.parts[0]!.meteredUsd;
    await requeue(world, at(0), BACKLOG);
    // A write unit and a log of 2 KB for the keeping.
    expect((await world.guard(at(1)))!.parts[0]!.meteredUsd).toBeCloseTo(landed, 5);
  });
});
