import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EmbeddedCloud } from "../../local/cloud.js";
import { storeBucket } from "../../local/run-summary.js";
import { parseRows } from "../../src/core/labels/stored-rows.js";
import { HOUR_MS, START_MS } from "../pipeline/memory/world.js";
import { synthesizeProduct } from "./product-assembly.js";
import { CONFIG, startModels, truth } from "./watched-models.js";

const TIMEOUT_MS = 120_000;

describe("labels in the embedded cloud", () => {
  let cloud: EmbeddedCloud;

  beforeAll(async () => {
    cloud = await startModels(synthesizeProduct(CONFIG), { models: ["scores"], hours: 4 });
    const put = (name: string, body: Buffer, atHour: number): void => {
      cloud.putObject("model-captures", `truth/${name}`, body, { atMs: START_MS + atHour * HOUR_MS });
    };
    // Hour 3's come before its predictions, hour 0's and 1's hours later, hour 9's for nothing.
    put("early.jsonl", truth([3], 10), 1.5);
    put("late.jsonl", truth([0, 1, 9], 20), 4.2);
    // Says less than before.
    put("early.jsonl", truth([3], 5), 6.5);
    await cloud.runUntil(START_MS + 8 * HOUR_MS);
  }, TIMEOUT_MS);
  afterAll(async () => {
    await cloud.close();
  });

  /** Rows of the objects below a prefix of the store, by key. */
  const rowsBelow = (prefix: string): Map<string, number> => {
    const [view, bucket] = [cloud.view(), storeBucket(cloud)];
    const keys = view.objects(bucket, prefix).map(({ key }) => key);
    return new Map(
      keys.map((key) => {
        const bytes = view.readObject(bucket, key)!;
        return [key.slice(prefix.length), bytes.length === 0 ? 0 : parseRows(bytes).rows.rows];
      }),
    );
  };

  it("are joined with the predictions of their hours, by the product's own bundles", () => {
    const joinRows = rowsBelow("joinrows/scores/");
    expect([0, 1, 2, 3].map((hour) => joinRows.get(`2026-02-02T0${hour}`))).toEqual([60, 60, 60, 60]);
    // Batches of one hour in order of their hashes; the first content of early.jsonl stays there and counts no more.
    const inHour = (hour: number): number[] => [...rowsBelow(`labels/scores/2026-02-02T0${hour}/`).values()].sort();
    expect([0, 1, 2, 3].map(inHour)).toEqual([[20], [20], [], [10, 5]]);
    expect([...rowsBelow("labelswaiting/scores/").values()].filter((rows) => rows > 0)).toEqual([20]);
  });

  it("are joined also where they landed before the deployment, in the hours that the baseline is learned from", () => {
    expect([...rowsBelow("labels/scores/2026-02-01T12/").values()]).toEqual([10]);
  });

  it("are refused nothing", () => {
    expect(cloud.deniedCalls).toEqual([]);
    const joining = /-(labels|profile|reconcile)$/;
    expect(cloud.failedInvocations.filter(({ functionName }) => joining.test(functionName))).toEqual([]);
  });
});
