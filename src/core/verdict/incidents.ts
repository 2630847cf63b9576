import type { Finding, HourIndex, IncidentTransition } from "../../contracts/verdict.js";
import { incidentId } from "./incident-id.js";
import {
  INCIDENT_POLICIES,
  type IncidentPolicy,
  type IncidentState,
  type TrackedIncident,
  checkKey,
} from "./incident-state.js";
import { type JudgedChecks, advance, holdsFeature, isMember, judgedChecks, join } from "./tracked-incident.js";
import { rankFindings } from "./rank-causes.js";

/** One window's findings of one monitor. */
export interface JudgedWindow {
  readonly monitor: string;
  readonly hour: HourIndex;
  readonly findings: readonly Finding[];
}

/**
 * Incidents after one more window: a pure fold in the order of hours.
 *
 * Features that cross less than 24 hours after an incident has opened belong to it, and so do further checks of its own
 * features for as long as it is open; whatever else crosses later opens its own, also while the first is open. An incident is told when it opens, when its severity rises, when it closes (each of its checks has been
 * evaluated for 24 hours in a row without drift; hours in which a check could not be judged count neither way) and when
 * it has not changed for 14 days (persistent). A persistent incident that escalates is open again.
 *
 * The hours named here are those of hourly windows; `policy` has those of others.
 *
 * @returns the incidents that are not closed, and what is to be told, oldest incident first
 */
export function foldIncidents(
  state: IncidentState,
  window: JudgedWindow,
  policy: IncidentPolicy = INCIDENT_POLICIES.hour,
): { readonly state: IncidentState; readonly transitions: readonly IncidentTransition[] } {
  const checks = judgedChecks(window.findings);
  const advanced = state.incidents.map((tracked) => advance(tracked, window.hour, checks, policy));
  const { incidents, opened } = place(advanced, window, checks, policy);
  const transitions = incidents.flatMap((tracked, i) => told(state.incidents[i], tracked, window.hour));
  const open = incidents.filter(({ incident }) => incident.status !== "closed");
  return {
    state: { incidents: opened ? [...open, opened] : open },
    transitions: [...transitions, ...firstTold(opened)],
  };
}

/** Puts checks that no incident holds yet into the youngest one that they belong to, or into one of their own. */
function place(
  incidents: readonly TrackedIncident[],
  { monitor, hour }: JudgedWindow,
  checks: JudgedChecks,
  policy: IncidentPolicy,
): { readonly incidents: readonly TrackedIncident[]; readonly opened: TrackedIncident | null } {
  const live = incidents.filter(({ incident }) => incident.status !== "closed");
  // A check of an incident that closes in this very window is none: what it still sums up starts again from zero.
  const isKnown = (finding: Finding): boolean => incidents.some((tracked) => isMember(tracked, checkKey(finding)));
  const newcomers = rankFindings([...checks.drifting.values()].filter((finding) => !isKnown(finding)));
  if (newcomers.length === 0) return { incidents, opened: null };
  const hostOf = ({ feature }: Finding): TrackedIncident | undefined =>
    live.findLast((it) => it.incident.status === "open" && holdsFeature(it, feature)) ??
    live.findLast(({ incident }) => hour - incident.openedHour < policy.joinHours);
  const joined = incidents.map((it) => {
    const members = newcomers.filter((finding) => hostOf(finding) === it);
    return members.length > 0 ? join(it, hour, members) : it;
  });
  const homeless = newcomers.filter((finding) => hostOf(finding) === undefined);
  return { incidents: joined, opened: homeless.length > 0 ? openIncident(monitor, hour, homeless) : null };
}

function openIncident(monitor: string, hour: HourIndex, newcomers: readonly Finding[]): TrackedIncident {
  const empty: TrackedIncident = {
    incident: {
      id: incidentId(monitor, newcomers[0]!, hour),
      monitor,
      status: "open",
      severity: "low",
      openedHour: hour,
      closedHour: null,
      lastDriftingHour: hour,
      findings: [],
    },
    lastChangeHour: hour,
    quietHours: [],
  };
  return join(empty, hour, newcomers);
}

function told(
  before: TrackedIncident | undefined,
  after: TrackedIncident,
  hour: HourIndex,
): readonly IncidentTransition[] {
  const { incident } = after;
  if (incident.status === "closed") return [{ kind: "closed", hour, incident }];
  if (incident.severity !== before?.incident.severity) return [{ kind: "escalated", hour, incident }];
  const turnedPersistent = incident.status === "persistent" && before.incident.status !== "persistent";
  return turnedPersistent ? [{ kind: "persistent", hour, incident }] : [];
}

function firstTold(opened: TrackedIncident | null): readonly IncidentTransition[] {
  return opened ? [{ kind: "opened", hour: opened.incident.openedHour, incident: opened.incident }] : [];
}
