import type { StateTable } from "../contracts/ports.js";
import type { Incident, IncidentTransition } from "../contracts/verdict.js";
import { CONCEPT, isConceptDrift } from "../core/verdict/incident-id.js";
import { partitions } from "./keys.js";

/**
 * What is worth a mail of the transitions of one run. Where an incident opens and gets worse within it, because a day's labels came at once or
 * after a pause, that is one mail that it opened, as bad as it is by now; of several steps to worse the last is told. Lower quality that is found to
 * be concept drift once more labels have come is told again: it means something else.
 *
 * @param open incidents as they are at the end of the run
 */
export async function transitionsToTell(
  transitions: readonly IncidentTransition[],
  open: readonly Incident[],
  monitor: string,
  nowMs: number,
  table: StateTable,
): Promise<readonly IncidentTransition[]> {
  const told: IncidentTransition[] = [];
  for (const ofIncident of byIncident(transitions)) {
    const rises = ofIncident.filter(({ kind }) => kind === "opened" || kind === "escalated");
    const [first, last] = [rises[0], rises.at(-1)];
    if (first && last) {
      const before = await openingsTold(last.incident.id, monitor, nowMs, table);
      if (first.kind === "opened" && (before.length === 0 || before.includes(last.incident.severity))) {
        told.push({ ...first, incident: last.incident });
      } else told.push({ ...last, kind: "escalated" });
    }
    told.push(...ofIncident.filter(({ kind }) => kind !== "opened" && kind !== "escalated"));
  }
  return [...told, ...(await newlyConceptDrift(told, open, monitor, nowMs, table))];
}

async function newlyConceptDrift(
  told: readonly IncidentTransition[],
  open: readonly Incident[],
  monitor: string,
  nowMs: number,
  table: StateTable,
): Promise<readonly IncidentTransition[]> {
  const news: IncidentTransition[] = [];
  for (const incident of open.filter(isConceptDrift)) {
    if (told.some((it) => it.incident.id === incident.id && isConceptDrift(it.incident))) continue;
    const before = await idsTold(incident.id, monitor, nowMs, table);
    const isNews = before.length > 0 && !before.some((id) => id.endsWith(CONCEPT));
    if (isNews) news.push({ kind: "escalated", hour: incident.lastDriftingHour, incident });
  }
  return news;
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
async function openingsTold(id: string, monitor: string, nowMs: number, table: StateTable): Promise<readonly string[]> {
  const ids = await idsTold(id, monitor, nowMs, table);
  return ids.flatMap((it) => /^opened-(\w+)/.exec(it.slice(id.length + 1))?.[1] ?? []);
}

/** Identities of the incident's transitions that earlier runs have told. */
async function idsTold(id: string, monitor: string, nowMs: number, table: StateTable): Promise<readonly string[]> {
  const ids: string[] = [];
  const range = { from: `${id}-`, to: `${id}-~` };
  for await (const { sk } of table.query(partitions.outbox(monitor), range, nowMs)) ids.push(sk);
  return ids;
}
