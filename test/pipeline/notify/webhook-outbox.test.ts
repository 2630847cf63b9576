import { expect, it } from "vitest";
import type { IncidentNotice } from "../../../src/contracts/notice.js";
import { createWorld, HOUR_MS, isCrash, payments, START_MS, type World, writeTrainingTable } from "../memory/world.js";

const WEBHOOK = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:hook-AbCdEf";

/** A day that drifts from its fourth hour on. */
async function drifting(world: World): Promise<void> {
  await writeTrainingTable(world);
  await world.buildBaseline();
  for (let hour = 0; hour < 5; hour++) {
    world.nowMs = START_MS + (hour + 1) * HOUR_MS;
    await world.writeCapture(`payments/${hour}.jsonl`, payments(hour, 300, { mean: hour < 3 ? 100 : 190 }));
    await world.deliver();
  }
  world.nowMs = START_MS + 7 * HOUR_MS;
}

const noticesOf = ({ notices }: World): readonly IncidentNotice[] =>
  notices.map((body) => JSON.parse(body) as IncidentNotice);

it("each mail of an incident is told the webhook too, in the mail's own words, once", async () => {
  const world = createWorld({ notify: { webhook: WEBHOOK } });
  await drifting(world);
  await world.analyze();
  await world.analyze();
  const notices = noticesOf(world);
  expect(notices.map(({ title, text }) => ({ subject: title, body: text }))).toEqual(world.mails);
  expect(new Set(notices.map(({ id }) => id)).size).toBe(notices.length);
  expect(notices[0]).toMatchObject({
    version: 1,
    monitor: "payments",
    transition: "opened",
    summary: expect.stringMatching(/^payments: the input amount no longer looks like the reference/) as string,
    changes: expect.arrayContaining([expect.stringMatching(/^amount: /)]) as string[],
  });
});

it("without a webhook nothing is queued", async () => {
  const world = createWorld();
  await drifting(world);
  await world.analyze();
  expect(world.mails.length).toBeGreaterThan(0);
  expect(world.notices).toEqual([]);
});

it("a crash at any write loses no notice; what is told twice has the same id", async () => {
  const calm = createWorld({ notify: { webhook: WEBHOOK } });
  await drifting(calm);
  const before = calm.writes();
  await calm.analyze();
  const expected = new Set(noticesOf(calm).map(({ id }) => id));
  // The writes of mails, notices and marks come last.
  for (let n = calm.writes() - before; n > calm.writes() - before - 30; n -= 2) {
    const world = createWorld({ notify: { webhook: WEBHOOK } });
    await drifting(world);
    world.crashAtWrite(n);
    await world.analyze().catch((error: unknown) => {
      if (!isCrash(error)) throw error;
    });
    world.nowMs += 2 * HOUR_MS;
    await world.analyze();
    expect(new Set(noticesOf(world).map(({ id }) => id))).toEqual(expected);
  }
});
