import { describe, expect, it } from "vitest";
import type { Incident, IncidentFinding, TransitionKind } from "../../../src/contracts/verdict.js";
import { incidentMail, type MailContext } from "../../../src/core/report/incident-mail.js";

const HOUR = Date.UTC(2026, 1, 22) / 3_600_000;

const finding = (feature: string, more: Partial<IncidentFinding> = {}): IncidentFinding => ({
  feature,
  role: "feature",
  check: "psi",
  lens: "hour",
  state: "drifting",
  value: 1.42,
  limit: 0.2,
  ratio: 7.1,
  severity: "high",
  effect: 0.42,
  impact: 0.1,
  rows: 310,
  change: { what: "median", unit: "value", normal: 38, now: 52 },
  onsetHour: HOUR,
  ...more,
});

const incident = (findings: IncidentFinding[], more: Partial<Incident> = {}): Incident => ({
  id: "a1b2c3d4e5f6",
  monitor: "employment",
  status: "open",
  severity: "high",
  openedHour: HOUR,
  closedHour: null,
  lastDriftingHour: HOUR + 4,
  findings,
  ...more,
});

const CONTEXT: MailContext = {
  monitor: "employment",
  rule: "Fixed thresholds.",
  reference: "captures of January (68,785 records)",
  arrivalTime: false,
};

const mailOf = (kind: TransitionKind, it: Incident, context: MailContext = CONTEXT) =>
  incidentMail({ kind, hour: HOUR + 30, incident: it }, context);

describe("the mail of an incident", () => {
  it("says what changed in native units, since when, how large, and what to do", () => {
    const { subject, body } = mailOf("opened", incident([finding("AGEP"), finding("score", { role: "prediction" })]));
    expect(subject).toBe("employment: drift in AGEP and 1 more [high] incident a1b2c3d4e5f6");
    expect(body).toContain(
      "employment: the input AGEP no longer looks like the reference, since 2026-02-22 00:00 UTC.",
    );
    expect(body).toContain("AGEP: median 38 -> 52");
    expect(body).toContain("a large change, about 0.42 standard deviations, in 310 records");
    expect(body).toContain("the model's output score");
    expect(body).toContain("What to do");
    expect(body.indexOf("How sure")).toBeGreaterThan(body.indexOf("What to do"));
  });

  it.each([
    ["opened", "drift in"],
    ["escalated", "worse in"],
    ["closed", "closed in"],
    ["persistent", "still there in"],
  ] as const)("%s says so in its subject", (kind, words) => {
    expect(mailOf(kind, incident([finding("AGEP")])).subject).toContain(words);
  });

  it("keeps its subject within SNS's rules and the incident's id in it, whatever the names", () => {
    const { subject } = mailOf("opened", incident([finding(`größe\n${"x".repeat(200)}`)]));
    expect(subject.length).toBeLessThanOrEqual(100);
    expect(subject).toMatch(/^[\x20-\x7e]+ \[high\] incident a1b2c3d4e5f6$/);
  });

  it("counts what it doesn't list", () => {
    const many = Array.from({ length: 20 }, (_, i) => finding(`f${i}`));
    expect(mailOf("opened", incident(many)).body).toContain("and 11 more, in the report");
  });

  it("says that hours are hours of arrival where they are", () => {
    const { body } = mailOf("opened", incident([finding("a")]), { ...CONTEXT, arrivalTime: true });
    expect(body).toContain("Hours are hours of arrival, not of the event.");
  });

  it("says after how long an incident closed", () => {
    const { body } = mailOf("closed", incident([finding("AGEP")], { status: "closed", closedHour: HOUR + 28 }));
    expect(body).toContain("looks like the reference again since 2026-02-22 05:00 UTC, after 5 h");
  });
});
