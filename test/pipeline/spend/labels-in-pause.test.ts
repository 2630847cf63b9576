import { describe, expect, it } from "vitest";
import type { SpendStanding } from "../../../src/contracts/spend.js";
import { DAY_MS } from "../../../src/pipeline/hour.js";
import { createLabelWorld, type LabelWorld, predictions, truths } from "../labels/label-world.js";
import { createWorld, HOUR_MS, START_MS } from "../memory/world.js";

const LABELS = { prefix: "truth/", waitDays: 2 };
const FILE = "truth/file.jsonl";
/** An hour whose predictions come when the wait of the labels is over. */
const LATER = 22 * 24;

async function pause(world: LabelWorld, sinceMs: number, untilMs: number | null): Promise<void> {
  await world.table.put({ pk: "MONITOR#payments#STATE", sk: "PAUSE", body: { sinceMs, untilMs } }, world.nowMs);
}

/** An hour's predictions and their labels land on the first day of a pause, which ends on the twentieth. */
async function afterPause(): Promise<LabelWorld> {
  const world = createLabelWorld({ labels: LABELS });
  await pause(world, START_MS, null);
  world.nowMs = START_MS + HOUR_MS;
  await world.land("payments/0.jsonl", predictions(0, 30));
  await world.land(FILE, truths(0, 30) + truths(LATER, 5));
  world.captureQueue.length = 0;
  world.labelQueue.length = 0;
  world.nowMs = START_MS + 20 * DAY_MS;
  await world.reconcile();
  return world;
}

describe("labels of a pause", () => {
  it("meet their predictions after it, though their wait was shorter", async () => {
    const world = await afterPause();
    await world.deliver();
    // The run that lists is set off before the end of the pause is noted.
    await pause(world, START_MS, world.nowMs);
    world.nowMs += HOUR_MS;
    await world.compact();
    expect(await world.outcome(0)).toMatchObject({ predictions: 30, labelled: 30 });
  });

  it("wait as long after it as others do, and no longer", async () => {
    const world = await afterPause();
    await pause(world, START_MS, world.nowMs);
    await world.deliver();
    await world.compact();
    expect(world.file(FILE).unmatched).toBeNull();
    world.nowMs += 2 * DAY_MS + HOUR_MS;
    await world.land(`payments/${LATER}.jsonl`, predictions(LATER, 30));
    await world.deliver();
    await world.compact();
    expect((await world.outcome(LATER)).labelled).toBe(0);
    expect(world.file(FILE).unmatched).toBe(5);
  });

  it("have waited long enough where the pause began after their wait", async () => {
    const world = createLabelWorld({ labels: LABELS });
    world.nowMs = START_MS + HOUR_MS;
    await world.land(FILE, truths(9 * 24, 5));
    await world.deliver();
    world.nowMs = START_MS + 9 * DAY_MS + HOUR_MS;
    await pause(world, START_MS + 4 * DAY_MS, world.nowMs);
    await world.land("payments/216.jsonl", predictions(9 * 24, 30));
    await world.deliver();
    await world.compact();
    expect(world.file(FILE).unmatched).toBe(5);
  });

  it("are listed after it, however long it was", async () => {
    const world = createWorld({
      model: { task: "binary", classes: ["0", "1"] },
      columns: { id: "id", time: "at", prediction: "said" },
      reference: { live: "14d" },
      labels: LABELS,
    });
    const stand = async (state: SpendStanding["state"]): Promise<void> => {
      const standing: SpendStanding = { state, sinceMs: START_MS, month: "2026-02", toldPercent: 0, sampling: [] };
      await world.table.put({ pk: "HUB#SPEND", sk: "STATE", body: { standing } }, world.nowMs);
    };
    await stand("paused");
    await world.analyze();
    world.nowMs = START_MS + HOUR_MS;
    await world.writeLabels(FILE, truths(0, 30));
    await world.deliver();
    world.nowMs = START_MS + 31 * DAY_MS;
    await stand("normal");
    await world.analyze();
    await world.reconcile();
    await world.deliver();
    const joined = [...world.buckets.contents("store").keys()].filter((key) => key.startsWith("labelfiles/"));
    expect(joined).toHaveLength(1);
  });
});
