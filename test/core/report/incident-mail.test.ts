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

  it("leads to the report by a browser and by the command line", () => {
    const key = "reports/employment/incidents/a1b2c3d4e5f6.html";
    const reportConsoleUrl = `https://eu-central-1.console.aws.amazon.com/s3/object/store?prefix=${key}`;
    const { body } = mailOf("opened", incident([finding("a")]), {
      ...CONTEXT,
      reportUrl: `s3://store/${key}`,
      reportConsoleUrl,
    });
    expect(body).toContain(`Report     ${reportConsoleUrl}\n           s3://store/${key}\n`);
  });

  it("says after how long an incident closed", () => {
    const { body } = mailOf("closed", incident([finding("AGEP")], { status: "closed", closedHour: HOUR + 28 }));
    expect(body).toContain("looks like the reference again since 2026-02-22 05:00 UTC, after 5 h");
  });
});

describe("the mail of a calibrated finding", () => {
  const shift = finding("AGEP", {
    check: "shift",
    lens: "day",
    value: 5.9,
    limit: 4.6,
    z: -5.9,
    effect: 0.31,
    rows: 23_410,
    usual: 0.103,
    psi: { value: 0.096, byChance: 0.0012 },
    change: { what: "hourly median", unit: "value", normal: 46, now: 38 },
  });
  const { body } = mailOf("opened", incident([shift, { ...shift, check: "spread", z: 4.7 }, finding("SEX")]), {
    ...CONTEXT,
    reproduce: ({ feature }) => `plumbline compare --column ${feature}`,
  });

  it("names direction, size and span, and each feature once", () => {
    expect(body).toContain("AGEP: hourly median 46 -> 38");
    expect(body).toContain(
      "a large change, about 0.31 standard deviations, in 23,410 records of the last 24 hours: values moved down; values spread wider.",
    );
    expect(body.match(/AGEP: hourly median/g)).toHaveLength(1);
    expect(body).toMatch(/Also changed\n {2}SEX: median 38 -> 52 \(high, since/);
  });

  it("names the section of the guide about its most important finding", () => {
    expect(body).toContain('Guide      docs/operations.md, findings, "shift"');
  });

  it("says what is usual and what chance alone gives, then the rule, and the statistic and its command last", () => {
    const sure = body.slice(body.indexOf("How sure"), body.indexOf("Guide "));
    expect(sure.split("\n").map((line) => line.trim())).toEqual([
      "How sure",
      "Unchanged, 23,410 records stay within 0.103 standard deviations 19 times of 20.",
      "PSI 0.096; chance alone gives 0.0012 with this many records.",
      "Fixed thresholds.",
      "Compared with captures of January (68,785 records).",
      "shift, z 5.9, limit 4.6.",
      "See for yourself: plumbline compare --column AGEP",
      "",
      "",
    ]);
  });
});

describe("the mail of a quality incident", () => {
  const accuracy = finding("accuracy", {
    role: "quality",
    check: "concept",
    lens: "day",
    z: -8.1,
    change: { what: "expected of these inputs", unit: "share", normal: 0.83, now: 0.74 },
  });
  const loss = finding("log-loss", {
    role: "quality",
    check: "realised",
    z: 5,
    change: { what: "realised", unit: "value", normal: 0.41, now: 0.6 },
  });

  it("names concept drift, says what it means and what to do, and what the inputs were like", () => {
    const context = { ...CONTEXT, aside: "No incident of the inputs was open at that time." };
    const { subject, body } = mailOf("opened", incident([accuracy, loss]), context);
    expect(subject).toBe("employment: concept drift in accuracy [high] incident a1b2c3d4e5f6");
    expect(body).toContain(
      "in predictions made since 2026-02-22 00:00 UTC, labels say something else of the same inputs",
    );
    expect(body).toContain("accuracy: expected of these inputs 83 % -> 74 %");
    expect(body).toContain("log-loss: realised 0.41 -> 0.6");
    expect(body).toContain("Beside it\n  No incident of the inputs was open at that time.");
    expect(body).toContain("1. Ask whether the labels changed");
    expect(body).not.toContain("the input accuracy");
  });

  it("does not call lower quality concept drift where inputs explain it, nor missing labels lower quality", () => {
    const lower = mailOf("opened", incident([{ ...loss, feature: "accuracy" }]));
    expect(lower.subject).toBe("employment: lower quality in accuracy [high] incident a1b2c3d4e5f6");
    expect(lower.body).not.toContain("concept drift");
    const labels = finding("labels", { role: "quality", check: "coverage", z: -6 });
    expect(mailOf("opened", incident([labels])).subject).toBe(
      "employment: fewer labels than usual [high] incident a1b2c3d4e5f6",
    );
    expect(mailOf("closed", incident([labels])).subject).toContain("closed: fewer labels than usual");
  });
});
