import type { StateTable } from "../contracts/ports.js";
import type { Incident } from "../contracts/verdict.js";
import { partitions } from "./keys.js";

/** Every incident of the monitor so far, as it was told last. */
export async function storedIncidents(table: StateTable, monitor: string, nowMs: number): Promise<readonly Incident[]> {
  const incidents: Incident[] = [];
  for await (const item of table.query(partitions.incidents(monitor), {}, nowMs)) incidents.push(item.body as Incident);
  return incidents;
}

export async function openIncidentCount(table: StateTable, monitor: string, nowMs: number): Promise<number> {
  return (await storedIncidents(table, monitor, nowMs)).filter(({ status }) => status === "open").length;
}
