import type { FeatureBaseline } from "../../../../src/contracts/baseline.js";
import type { Incident, IncidentFinding } from "../../../../src/contracts/verdict.js";
import type { FeatureEvidence } from "../../../../src/core/report/incident/feature-evidence.js";
import type { IncidentReport } from "../../../../src/core/report/incident/incident-report.js";

/** 2026-02-21 13:00 UTC */
export const ONSET = Math.floor(Date.UTC(2026, 1, 21, 13) / 3_600_000);
const HOUR_MS = 3_600_000;

export const finding = (more: Partial<IncidentFinding> = {}): IncidentFinding => ({
  feature: "age",
  role: "feature",
  check: "shift",
  lens: "day",
  state: "drifting",
  value: 8,
  limit: 4,
  ratio: 2,
  z: 8,
  severity: "high",
  effect: 0.42,
  impact: 0.4,
  rows: 2_786,
  change: { what: "median", unit: "value", normal: 46, now: 49 },
  usual: 0.05,
  psi: { value: 0.21, byChance: 0.004 },
  onsetHour: ONSET,
  ...more,
});

export const incident = (more: Partial<Incident> = {}): Incident => ({
  id: "0123456789ab",
  monitor: "churn",
  status: "open",
  severity: "high",
  openedHour: ONSET + 3,
  closedHour: null,
  lastDriftingHour: ONSET + 20,
  findings: [finding()],
  ...more,
});

const BINS = 24;

export const featureBaseline = (name: string): FeatureBaseline => ({
  name,
  role: "feature",
  kind: "categorical",
  bins: {
    kind: "categorical",
    categories: Array.from({ length: BINS - 1 }, (_, i) => `category ${i}`),
    rest: [],
    overflow: false,
  },
  binCounts: Array.from({ length: BINS }, (_, i) => 400 + 7 * i),
  rows: 11_532,
  missing: 100,
  types: { integer: 0, fractional: 0, boolean: 0, text: 11_532 },
  distinct: BINS,
});

export function evidence(of: IncidentFinding): FeatureEvidence {
  return {
    finding: of,
    normal: featureBaseline(of.feature),
    now: {
      kind: "categorical",
      rows: 2_400,
      missing: 20,
      binCounts: Array.from({ length: BINS }, (_, i) => 60 + 3 * i),
      unseen: 40,
    },
    nowWhen: "from then to now",
    history: {
      unit: "day",
      limit: 4,
      usual: 1.96,
      points: Array.from({ length: 21 }, (_, day) => ({
        hour: ONSET + 24 * (day - 19),
        value: day < 19 ? (day % 3) - 1 : 9.5,
        rows: 2_400,
        change: { what: "median", unit: "value", normal: 46, now: day < 19 ? 46 : 49 },
      })),
    },
  };
}

export const report = (more: Partial<IncidentReport> = {}): IncidentReport => {
  const of = more.incident ?? incident();
  return {
    incident: of,
    asOfHour: ONSET + 26,
    evidence: of.findings.map(evidence),
    alsoMoved: [{ ...finding({ feature: "income", ratio: 0.71 }), state: "ok" }],
    quality: null,
    timeline: [
      { atMs: (ONSET - 3) * HOUR_MS, kind: "pipeline", what: "pipeline retrain: succeeded" },
      { atMs: ONSET * HOUR_MS, kind: "onset", what: "change began: age: median 46 -> 49" },
      { atMs: (ONSET + 4) * HOUR_MS, kind: "transition", what: "incident opened (high)" },
      {
        atMs: (ONSET + 9) * HOUR_MS,
        kind: "answer",
        what: "ana muted age until 2026-02-24 08:00 UTC: supplier is migrating",
      },
    ],
    answers: [{ meaning: "I look at it", command: 'plumbline ack churn --incident 0123456789ab --reason "..."' }],
    model: { owner: "growth-ml", runbook: "https://wiki.example/churn", card: { training: { rows: 120_000 } } },
    provenance: [["Rule", "Limits learned from 28 reference days."]],
    arrivalTime: false,
    ...more,
  };
};
