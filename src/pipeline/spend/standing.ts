import type { StateTable } from "../../contracts/ports.js";
import type { SpendStanding } from "../../contracts/spend.js";
import { partitions } from "../keys.js";

/** Where the hub stands with its spend. Null where it has no cap, or the guard hasn't looked yet. */
export type StandingReader = (nowMs: number) => Promise<SpendStanding | null>;

/** Item of the guard's word. */
export const STATE = "STATE";

/** Of a hub without a cap: nothing is read. */
export const noStanding: StandingReader = () => Promise.resolve(null);

/** Of a hub with a guard. */
export function tableStanding(table: StateTable): StandingReader {
  return async (nowMs) => {
    const item = await table.get(partitions.spend(), STATE, nowMs);
    return item && (item.body as { readonly standing: SpendStanding }).standing;
  };
}

/** One look for a batch. */
export function once(read: StandingReader): StandingReader {
  let standing: Promise<SpendStanding | null> | undefined;
  return (nowMs) => (standing ??= read(nowMs));
}

/** Whether all work waits for money. */
export async function isPaused(nowMs: number, { standing }: { readonly standing: StandingReader }): Promise<boolean> {
  return (await standing(nowMs))?.state === "paused";
}
