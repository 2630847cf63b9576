import { describe, expect, it } from "vitest";
import type { Incident, IncidentFinding, IncidentTransition } from "../../../src/contracts/verdict.js";
import type { Checkpoint } from "../../../src/core/verdict/fold.js";
import { continueIncidents, type Refolded } from "../../../src/pipeline/quality/continue-incidents.js";

const incident = (id: string, openedHour: number, feature = "accuracy", more: Partial<Incident> = {}): Incident => ({
  id,
  monitor: "churn",
  status: "open",
  severity: "high",
  openedHour,
  closedHour: null,
  lastDriftingHour: openedHour + 3,
  findings: [{ feature, check: "concept", role: "quality" } as IncidentFinding],
  ...more,
});

const opened = (it: Incident): IncidentTransition => ({ kind: "opened", hour: it.openedHour, incident: it });

const checkpoint = (hour: number, incidents: readonly Incident[]): Checkpoint<null> => ({
  hour,
  ruleName: "quality",
  baselineVersion: "v1",
  rule: null,
  incidents: { incidents: incidents.map((it) => ({ incident: it, lastChangeHour: hour, quietHours: [] })) },
});

const refolded = (...found: Incident[]): Refolded => ({
  transitions: found.map(opened),
  checkpoints: [checkpoint(120, found)],
});

const idsOf = ({ transitions, checkpoints }: Refolded): string[] => [
  ...transitions.map(({ kind, incident: { id } }) => `${kind} ${id}`),
  ...checkpoints.flatMap(({ incidents }) => incidents.incidents.map((it) => `live ${it.incident.id}`)),
];

describe("incidents whose labels have changed", () => {
  it("stay the incident that was told, wherever its first crossing has moved", () => {
    const again = continueIncidents(refolded(incident("new", 109)), 96, [incident("told", 100)]);
    expect(idsOf(again)).toEqual(["opened told", "live told"]);
    expect(again.transitions[0]!.incident.openedHour).toBe(109);
  });

  it("stay so each time that they are folded again", () => {
    const once = continueIncidents(refolded(incident("new", 109)), 96, [incident("told", 109)]);
    expect(idsOf(once)).toEqual(["opened told", "live told"]);
  });

  it("close where later labels have taken them back", () => {
    const again = continueIncidents(refolded(), 96, [incident("told", 100)]);
    expect(again.transitions).toMatchObject([
      { kind: "closed", hour: 104, incident: { id: "told", status: "closed", closedHour: 104 } },
    ]);
  });

  it.each([
    ["of other checks", incident("new", 101, "mae"), ["opened new", "closed told", "live new"]],
    ["that are found as they were", incident("told", 100), ["opened told", "live told"]],
  ])("are left alone beside those %s", (_, found, ids) => {
    expect(idsOf(continueIncidents(refolded(found), 96, [incident("told", 100)]))).toEqual(ids);
  });

  it("from before the fold, and closed ones that are gone, are history", () => {
    const old = incident("old", 90);
    const closed = incident("gone", 97, "accuracy", { status: "closed", closedHour: 99 });
    expect(idsOf(continueIncidents(refolded(), 96, [old, closed]))).toEqual([]);
  });

  it("are told apart by the nearest: two that were told don't become one", () => {
    const told = [incident("a", 97), incident("b", 150)];
    const again = continueIncidents(refolded(incident("x", 99), incident("y", 148)), 96, told);
    expect(idsOf(again)).toEqual(["opened a", "opened b", "live a", "live b"]);
  });
});
