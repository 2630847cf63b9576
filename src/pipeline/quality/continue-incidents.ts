import type { HourIndex, Incident, IncidentTransition } from "../../contracts/verdict.js";
import type { Checkpoint } from "../../core/verdict/fold.js";
import { checkKey } from "../../core/verdict/incident-state.js";

/** What folding again has found. */
export interface Refolded {
  readonly transitions: readonly IncidentTransition[];
  /** At the end of each day, the last one at the end of all. */
  readonly checkpoints: readonly Checkpoint<null>[];
}

/**
 * Keeps the identity of incidents over restatements. Labels that come later move the hour in which a check first crosses, and with it the id that
 * a fold gives; to people it is still the incident that they were told of. An incident that was told and is not found again lives on in the
 * nearest new one of the same checks; where there is none, later labels have taken it back, and it closes.
 *
 * @param from first window that was folded again
 * @param told incidents of this stream as they were stored
 */
export function continueIncidents(refolded: Refolded, from: HourIndex, told: readonly Incident[]): Refolded {
  const found = new Map(incidentsOf(refolded).map((incident) => [incident.id, incident]));
  const known = new Set(told.map(({ id }) => id));
  const names = new Map<string, string>();
  const withdrawn: IncidentTransition[] = [];
  for (const lost of told.filter(({ id, openedHour }) => openedHour >= from && !found.has(id))) {
    const heirs = [...found.values()].filter(({ id }) => !known.has(id) && !names.has(id));
    const heir = nearest(lost, heirs);
    if (heir) names.set(heir.id, lost.id);
    else if (lost.status !== "closed") withdrawn.push(closing(lost));
  }
  return {
    transitions: [...refolded.transitions.map(renamed), ...withdrawn],
    checkpoints: refolded.checkpoints.map(kept),
  };

  function renamed(transition: IncidentTransition): IncidentTransition {
    return { ...transition, incident: named(transition.incident) };
  }

  function kept(checkpoint: Checkpoint<null>): Checkpoint<null> {
    const incidents = checkpoint.incidents.incidents.map((it) => ({ ...it, incident: named(it.incident) }));
    return { ...checkpoint, incidents: { ...checkpoint.incidents, incidents } };
  }

  function named(incident: Incident): Incident {
    return { ...incident, id: names.get(incident.id) ?? incident.id };
  }
}

function incidentsOf({ transitions, checkpoints }: Refolded): readonly Incident[] {
  const live = checkpoints.flatMap(({ incidents }) => incidents.incidents.map(({ incident }) => incident));
  return [...transitions.map(({ incident }) => incident), ...live];
}

function nearest(lost: Incident, heirs: readonly Incident[]): Incident | null {
  const checks = new Set(lost.findings.map((finding) => checkKey(finding)));
  const distance = ({ openedHour }: Incident): number => Math.abs(openedHour - lost.openedHour);
  const alike = heirs.filter(({ findings }) => findings.some((finding) => checks.has(checkKey(finding))));
  return alike.sort((a, b) => distance(a) - distance(b))[0] ?? null;
}

function closing(lost: Incident): IncidentTransition {
  const hour = lost.lastDriftingHour + 1;
  return { kind: "closed", hour, incident: { ...lost, status: "closed", closedHour: hour } };
}
