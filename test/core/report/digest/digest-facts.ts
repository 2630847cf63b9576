import type { Incident, IncidentFinding, Severity } from "../../../../src/contracts/verdict.js";
import type { DigestFacts, MonitorDigest } from "../../../../src/core/report/digest/digest-facts.js";

/** Monday, 7 in the morning, UTC. */
export const TO_MS = Date.UTC(2026, 2, 2, 7);
export const FROM_MS = TO_MS - 7 * 24 * 3_600_000;

/** Hours before the digest. */
const hoursAgo = (hours: number): number => TO_MS / 3_600_000 - hours;

const finding = (feature: string, severity: Severity, normal: number, now: number): IncidentFinding => ({
  feature,
  role: "feature",
  check: "shift",
  lens: "day",
  state: "drifting",
  value: 9,
  limit: 4,
  ratio: 2.25,
  severity,
  effect: 0.4,
  impact: 0.4,
  rows: 2_786,
  change: { what: "median", unit: "value", normal, now },
  onsetHour: hoursAgo(66),
});

export const incident = (id: string, severity: Severity, change: Partial<Incident> = {}): Incident => ({
  id,
  monitor: "churn",
  status: "open",
  severity,
  openedHour: hoursAgo(66),
  closedHour: null,
  lastDriftingHour: hoursAgo(20),
  findings: [finding("day_mins", severity, 180, 205), finding("eve_mins", "low", 200, 204)],
  ...change,
});

export const QUIET: MonitorDigest = {
  monitor: "demand",
  owner: null,
  page: "medium",
  open: [],
  closed: [],
  persistent: [],
  opened: new Set(),
  answers: [],
  heldBack: 0,
  windows: { judged: 7, ok: 7, drifting: 0, learning: 0, insufficient: 0 },
  labels: null,
  pages: { incidents: 0, budget: 1 },
  meteredUsd: null,
};

export const EVENTFUL: MonitorDigest = {
  ...QUIET,
  monitor: "churn",
  owner: "growth-ml",
  open: [
    incident("3f9a2b1c0d4e", "high"),
    incident("aaaaaaaaaaaa", "low", { findings: [finding("night_mins", "low", 201, 203)] }),
  ],
  closed: [
    incident("bbbbbbbbbbbb", "medium", {
      status: "closed",
      openedHour: hoursAgo(130),
      lastDriftingHour: hoursAgo(101),
    }),
    incident("cccccccccccc", "medium", {
      status: "closed",
      closedBy: "accepted",
      findings: [finding("intl_calls", "medium", 4, 5)],
    }),
  ],
  persistent: [
    incident("dddddddddddd", "medium", {
      status: "persistent",
      openedHour: hoursAgo(24 * 18),
      findings: [finding("custserv_calls", "medium", 1, 2)],
    }),
  ],
  opened: new Set(["3f9a2b1c0d4e", "aaaaaaaaaaaa", "cccccccccccc"]),
  answers: [
    "ana muted eve_mins until 2026-03-05 08:00 UTC: supplier is migrating",
    "ana accepted as the new normal: intl_calls since 2026-02-27 13:00 UTC: new tariff",
  ],
  heldBack: 2,
  windows: { judged: 168, ok: 150, drifting: 14, learning: 0, insufficient: 4 },
  labels: { predictions: 12_300, labelled: 7_626 },
  pages: { incidents: 3, budget: 1 },
  meteredUsd: 3.1,
};

export const facts = (monitors: readonly MonitorDigest[], change: Partial<DigestFacts> = {}): DigestFacts => ({
  hub: "ml",
  every: "week",
  fromMs: FROM_MS,
  toMs: TO_MS,
  monitors,
  spend: null,
  dashboardUrl:
    "https://eu-central-1.console.aws.amazon.com/cloudwatch/home?region=eu-central-1#dashboards/dashboard/ml",
  ...change,
});
