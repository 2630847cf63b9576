import type { StateTable } from "../../contracts/ports.js";
import { partitions } from "../keys.js";
import type { SpendStateBody } from "./spend-state.js";
import { STATE } from "./standing.js";

/** The guard's latest word; null where there is none. */
export async function readSpend(table: StateTable, nowMs: number): Promise<SpendStateBody | null> {
  const item = await table.get(partitions.spend(), STATE, nowMs);
  return item && (item.body as SpendStateBody);
}
