/**
 * A cloud in memory with all that the page can show: six weeks of hourly metrics with an incident at the end, alarms
 * in each state, two dashboards, mail, reports and queues. The numbers are made up; nothing is random.
 */
import type { CloudView, MailboxMessage, QueueDepth, StoredObject } from "../../../local/contracts.js";
import { createCloudWatch, type CloudWatch } from "../../../local/cloudwatch/cloudwatch.js";
import type { PageOptions } from "../../../local/page/page.js";
import { createAgenda } from "../cloudwatch/agenda.js";
import { hubDashboard, operationsDashboard } from "./sample-dashboards.js";

const HOUR = 3_600_000;
export const START = Date.UTC(2026, 0, 5);
const HOURS = 42 * 24;
const ONSET = HOURS - 60;
const TOPIC = "arn:aws:sns:eu-west-1:000000000000:plumbline-alerts";

export interface SampleCloud extends PageOptions {
  readonly mails: MailboxMessage[];
  /** Moves the simulation on by whole hours, recording as before. */
  advance(hours: number): Promise<void>;
}

const REPORT = `<!doctype html><html><head><style>body{font:16px Georgia;margin:32px}</style></head>
<body><h1>Incident 4f2c</h1><p id="x">AGEP moved.</p><script>document.getElementById("x").textContent = "ran"</script>
<img src="http://example.com/pixel.png" alt=""></body></html>`;

export async function sampleCloud(): Promise<SampleCloud> {
  const agenda = createAgenda(START);
  const mails: MailboxMessage[] = [];
  const publish = (topicArn: string, subject: string, body: string): void => {
    const id = `mail-${mails.length + 1}`;
    mails.push({ id, sentAtMs: agenda.nowMs(), topicArn, to: ["ml-team@example.com"], subject, body });
  };
  const cloudwatch = createCloudWatch(agenda, { publish }, { region: "eu-west-1" });
  deploy(cloudwatch);
  let hour = 0;
  const advance = async (hours: number): Promise<void> => {
    for (const end = hour + hours; hour < end; hour++) {
      await agenda.runUntil(START + hour * HOUR + 35 * 60_000);
      recordHour(cloudwatch, hour, agenda.nowMs());
      if (hour === ONSET) publish(TOPIC, "[Plumbline] employment: AGEP shifted (incident 4f2c91)", INCIDENT_MAIL);
    }
    await agenda.runUntil(START + hour * HOUR);
  };
  await advance(HOURS);
  return {
    mails,
    advance,
    view: viewOf(() => agenda.nowMs(), mails),
    cloudwatch: cloudwatch.view,
    reports: { bucket: "plumbline-store", prefix: "reports/" },
    summary: () => ({
      "Records captured": 208_892,
      Profiled: 208_881,
      Rejected: 11,
      "Hours analysed": HOURS,
      Incidents: 1,
    }),
  };
}

function viewOf(nowMs: () => number, mails: readonly MailboxMessage[]): CloudView {
  const keys = [
    "reports/employment/quality.html",
    "reports/employment/2026-02-13T12.html",
    "reports/employment/2026-02-14T00.html",
    "reports/index.json",
  ];
  const objects = [...keys, "rows/private.html"].map((key, index): StoredObject => {
    return { bucket: "plumbline-store", key, sizeBytes: 14_200, lastModifiedMs: START + index * HOUR };
  });
  const queue = (name: string, visible: number, deadLetter: boolean): QueueDepth => ({
    name,
    visible,
    inFlight: 0,
    deadLetter,
  });
  return {
    nowMs,
    mailbox: () => mails,
    queues: () => [
      queue("employment-captures", 3, false),
      queue("employment-captures-dead-letters", 2, true),
      queue("employment-labels", 0, false),
    ],
    objects: (bucket, prefix) => objects.filter((object) => object.bucket === bucket && object.key.startsWith(prefix)),
    readObject: () => Buffer.from(REPORT),
    buckets: () => ["plumbline-store"],
  };
}

function deploy(cloudwatch: CloudWatch): void {
  const [alarms, dashboards] = cloudwatch.providers;
  for (const [logicalId, properties] of Object.entries(ALARMS)) {
    const named = { AlarmName: `employment-${logicalId}`, ...properties };
    alarms!.deploy({ stack: "employment", logicalId, type: "AWS::CloudWatch::Alarm", properties: named });
  }
  const bodies = { "plumbline-hub": hubDashboard(), "plumbline-operations": operationsDashboard() };
  for (const [name, body] of Object.entries(bodies)) {
    const properties = { DashboardName: name, DashboardBody: JSON.stringify(body) };
    dashboards!.deploy({ stack: "hub", logicalId: name, type: "AWS::CloudWatch::Dashboard", properties });
  }
}

/** A wave of a day, between -1 and 1. */
function wave(hour: number, phase = 0): number {
  return Math.sin(((hour + phase) / 24) * 2 * Math.PI) * Math.cos(hour * 0.61);
}

function recordHour(cloudwatch: CloudWatch, hour: number, nowMs: number): void {
  const drifting = hour >= ONSET;
  for (const [monitor, level] of [
    ["employment", 1],
    ["churn", 0.6],
  ] as const) {
    const moved = monitor === "employment" && drifting;
    const record = (name: string, value: number): void => {
      cloudwatch.record("Plumbline", name, { Monitor: monitor }, value, nowMs);
    };
    record("DriftScoreNow", (moved ? 0.62 : 0.11) * level + 0.03 * level * (1 + wave(hour)));
    record("OpenIncidents", moved && hour > ONSET + 1 ? 1 : 0);
    record("RecordsProfiled", Math.round((190 + 90 * wave(hour, 9)) * level));
    record("RecordsRejected", hour % 97 === 0 ? 3 : 0);
    record("MissingRate", 0.012 + 0.004 * wave(hour, 3));
  }
  // The churn model's analysis stops for the last day.
  if (hour < HOURS - 24) cloudwatch.record("Plumbline", "WindowsAnalyzed", { Monitor: "churn" }, 1, nowMs);
  const fn = { FunctionName: "employment-profile-captures" };
  if (hour % 150 < 140)
    cloudwatch.record("AWS/Lambda", "Duration", fn, 380 + 120 * wave(hour, 5), nowMs, "Milliseconds");
  cloudwatch.record("AWS/Lambda", "Errors", fn, hour % 211 === 0 ? 1 : 0, nowMs, "Count");
}

const RULE = { Period: 3600, EvaluationPeriods: 1, Threshold: 0, ComparisonOperator: "GreaterThanThreshold" };
const MONITOR = [{ Name: "Monitor", Value: "employment" }];

const ALARMS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "open-incidents": {
    ...RULE,
    AlarmDescription: "An incident is open: production data have moved away from the reference.",
    ...{ Namespace: "Plumbline", MetricName: "OpenIncidents", Dimensions: MONITOR, Statistic: "Maximum" },
    ...{ TreatMissingData: "notBreaching", AlarmActions: [TOPIC], OKActions: [TOPIC] },
  },
  "pipeline-health": {
    ...RULE,
    AlarmDescription: "A function of the pipeline failed.",
    ...{ Namespace: "AWS/Lambda", MetricName: "Errors", Statistic: "Sum", TreatMissingData: "notBreaching" },
    Dimensions: [{ Name: "FunctionName", Value: "employment-profile-captures" }],
  },
  heartbeat: {
    ...{ ...RULE, ComparisonOperator: "LessThanThreshold", EvaluationPeriods: 3 },
    AlarmDescription: "The churn model has not been analyzed for three hours.",
    ...{ Namespace: "Plumbline", MetricName: "WindowsAnalyzed", Statistic: "Maximum" },
    ...{ Dimensions: [{ Name: "Monitor", Value: "churn" }], InsufficientDataActions: [TOPIC] },
  },
  "label-coverage": {
    ...{ ...RULE, Threshold: 0.8, ComparisonOperator: "LessThanThreshold", EvaluationPeriods: 24 },
    AlarmDescription: "Labels arrive for fewer than 80 % of the predictions.",
    ...{ Namespace: "Plumbline", MetricName: "LabelCoverage", Dimensions: MONITOR, Statistic: "Average" },
  },
};

const INCIDENT_MAIL = `AGEP (age) moved away from what the model was trained on.

What changed: the mean rose from 43.1 to 187.4 years; 30 % of the records lie above the highest age of the reference (94).
Since: 13 Feb 2026, 11:00 UTC, for 3 hours. How sure: a change this large happens by chance less than once in 10 years.

check          reference   now
mean               43.1   187.4
above 94            0 %    30 %
missing             0 %     0 %

Also moved: predicted share of "employed" 61 % -> 48 %.

Likely cause: an upstream change of unit (months instead of years).

What to do: https://example.com/runbooks/drift, or answer with
plumbline mute employment --feature AGEP --until 2026-03-01 --reason "known"`;
