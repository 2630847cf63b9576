import type { Incident } from "../src/contracts/verdict.js";
import { describeFinding, formatCount, formatHour } from "../src/core/report/words.js";
import type { RunSummary } from "./run-summary.js";

export interface RunResult extends RunSummary {
  /** Records that the example wrote. */
  readonly captured: number;
  /** Labels that it wrote, repeated ones included. */
  readonly delivered: number;
  /** Of the whole run, on this machine's clock. */
  readonly seconds: number;
}

const featuresOf = (incident: Incident): string[] => [...new Set(incident.findings.map((finding) => finding.feature))];

/** What `npm start -- --once --json` prints. */
export function jsonOf({
  records,
  rejected,
  hours,
  labels,
  delivered,
  incidents,
  emails,
  seconds,
}: RunResult): unknown {
  return {
    records,
    rejected,
    hours,
    labels: { delivered, ...labels },
    incidents: incidents.map((incident) => ({
      features: featuresOf(incident),
      check: incident.findings[0]?.check ?? null,
      opened: new Date(incident.openedHour * 3_600_000).toISOString(),
    })),
    emails,
    seconds,
  };
}

/** What the page says of the run. */
export function factsOf({
  captured,
  records,
  rejected,
  hours,
  labels,
  delivered,
  incidents,
  emails,
  seconds,
}: RunResult): Record<string, string> {
  return {
    "Records captured": formatCount(captured),
    "Profiled + rejected": `${formatCount(records)} + ${formatCount(rejected)}`,
    "Hours judged": formatCount(hours),
    "Labels delivered": formatCount(delivered),
    "Matched + repeated": `${formatCount(labels.matched)} + ${formatCount(labels.repeated)}`,
    Incidents: formatCount(incidents.length),
    "E-mails": formatCount(emails),
    "Ran for": `${seconds} s`,
  };
}

export function textOf(result: RunResult): string {
  const { captured, records, rejected, unreadable, hours, incidents, emails, seconds } = result;
  const exact = captured === records + rejected ? "exact" : "NOT EXACT";
  const lines = [
    "",
    `records    ${formatCount(captured)} captured = ${formatCount(records)} profiled + ${formatCount(rejected)} rejected (${exact})`,
    ...(unreadable > 0 ? [`unreadable ${formatCount(unreadable)} objects, in the dead-letter queue`] : []),
    ...labelLines(result),
    `hours      ${formatCount(hours)} judged`,
    `e-mails    ${formatCount(emails)}`,
    `incidents  ${incidents.length === 0 ? "none" : ""}`,
    ...incidents.flatMap(incidentLines),
    `took       ${seconds} s`,
    "",
  ];
  return lines.join("\n");
}

function labelLines({ delivered, labels: { matched, repeated, unusable, waiting } }: RunResult): string[] {
  const exact = delivered === matched + repeated + unusable + waiting ? "exact" : "NOT EXACT";
  const rest = unusable + waiting > 0 ? ` + ${formatCount(unusable)} unusable + ${formatCount(waiting)} waiting` : "";
  return [
    `labels     ${formatCount(delivered)} delivered = ${formatCount(matched)} matched + ${formatCount(repeated)} repeated${rest} (${exact})`,
  ];
}

function incidentLines(incident: Incident): string[] {
  const head = `  ${formatHour(incident.openedHour)}  ${incident.status}, ${incident.severity}  (${incident.id})`;
  return [head, ...incident.findings.map((finding) => `    ${describeFinding(finding)}`)];
}
