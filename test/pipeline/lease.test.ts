import { describe, expect, it } from "vitest";
import { ConditionFailedError } from "../../src/contracts/errors.js";
import { acquireLease } from "../../src/pipeline/lease.js";
import { memoryTable } from "./memory/memory-table.js";

describe("the lease", () => {
  it("has one holder at a time", async () => {
    const table = memoryTable();
    const both = await Promise.all([acquireLease(table, "m", 0), acquireLease(table, "m", 0)]);
    expect(both.filter(Boolean)).toHaveLength(1);
  });

  it("can be taken after its holder has released it or has run out of time, with a larger fence", async () => {
    const table = memoryTable();
    const first = await acquireLease(table, "m", 0);
    await first!.release();
    const second = await acquireLease(table, "m", 1);
    expect(await acquireLease(table, "m", 60_000)).toBeNull();
    const third = await acquireLease(table, "m", 21 * 60_000);
    expect([first!.fence, second!.fence, third!.fence]).toEqual([1, 2, 3]);
  });

  it("makes a late writer lose", async () => {
    const table = memoryTable();
    const slow = await acquireLease(table, "m", 0);
    const next = await acquireLease(table, "m", 21 * 60_000);
    await table.put({ pk: "p", sk: "s", body: "next" }, 0, { fence: next!.fence });
    const late = table.put({ pk: "p", sk: "s", body: "slow" }, 0, { fence: slow!.fence });
    await expect(late).rejects.toThrow(ConditionFailedError);
  });

  it("is not taken from its next holder by a late release", async () => {
    const table = memoryTable();
    const slow = await acquireLease(table, "m", 0);
    await acquireLease(table, "m", 21 * 60_000);
    await slow!.release();
    expect(await acquireLease(table, "m", 22 * 60_000)).toBeNull();
  });
});
