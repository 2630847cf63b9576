import type { StateTable } from "../contracts/ports.js";
import type { IncidentTransition, Severity } from "../contracts/verdict.js";
import { partitions } from "./keys.js";

/**
 * What is worth a mail of the transitions of one run. Where an incident opens and gets worse within it, because a day's labels came at once or
 * after a pause, that is one mail that it opened, as bad as it is by now; of several steps to worse the last is told.
 */
export async function transitionsToTell(
  transitions: readonly IncidentTransition[],
  monitor: string,
  nowMs: number,
  table: StateTable,
): Promise<readonly IncidentTransition[]> {
  const told: IncidentTransition[] = [];
  for (const ofIncident of byIncident(transitions)) {
    const rises = ofIncident.filter(({ kind }) => kind === "opened" || kind === "escalated");
    const [first, last] = [rises[0], rises.at(-1)];
    if (first && last) {
      const before = await openedBefore(last.incident.id, monitor, nowMs, table);
      if (first.kind === "opened" && (before.length === 0 || before.includes(last.incident.severity))) {
        told.push({ ...first, incident: last.incident });
      } else told.push({ ...last, kind: "escalated" });
    }
    told.push(...ofIncident.filter(({ kind }) => kind !== "opened" && kind !== "escalated"));
  }
  return told;
}

function byIncident(transitions: readonly IncidentTransition[]): IncidentTransition[][] {
  const groups = new Map<string, IncidentTransition[]>();
  for (const transition of transitions) {
    const { id } = transition.incident;
    groups.set(id, [...(groups.get(id) ?? []), transition]);
  }
  return [...groups.values()];
}

/** Severities with which earlier runs told that it opened. */
async function openedBefore(
  id: string,
  monitor: string,
  nowMs: number,
  table: StateTable,
): Promise<readonly Severity[]> {
  const prefix = `${id}-opened-`;
  const severities: Severity[] = [];
  for await (const { sk } of table.query(partitions.outbox(monitor), { from: prefix, to: `${prefix}~` }, nowMs)) {
    severities.push(sk.slice(prefix.length) as Severity);
  }
  return severities;
}
