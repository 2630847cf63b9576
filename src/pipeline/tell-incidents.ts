import type { Baseline } from "../contracts/baseline.js";
import type { Finding, HourIndex, Incident, IncidentTransition } from "../contracts/verdict.js";
import { incidentMail, type MailContext } from "../core/report/incident-mail.js";
import { transitionId } from "../core/verdict/incident-id.js";
import { pages } from "../core/verdict/severity.js";
import type { AnalysisDeps } from "./deps.js";
import { hourKey } from "./hour.js";
import { objectKeys, partitions } from "./keys.js";
import type { Judge } from "./observe-window.js";
import { enqueueMail } from "./outbox.js";

/** Stores incidents as they are now and puts the mails of their transitions into the outbox, each once. */
export async function tellIncidents(
  open: readonly Incident[],
  transitions: readonly IncidentTransition[],
  judge: Judge,
  fence: number,
  nowMs: number,
  deps: AnalysisDeps,
): Promise<void> {
  const { table, monitor } = deps;
  const latest = new Map(transitions.map(({ incident }) => [incident.id, incident]));
  for (const incident of open) latest.set(incident.id, incident);
  for (const incident of latest.values()) {
    await table.put({ pk: partitions.incidents(monitor.name), sk: incident.id, body: incident }, nowMs, { fence });
  }
  for (const transition of transitions) {
    if (!pages(transition.incident.severity, monitor.alarms.page)) continue;
    const { rule } = await judge.rules.at(transition.hour);
    const context = mailContext(transition, judge.baseline, rule.description, deps);
    const mail = incidentMail(transition, context);
    const id = transitionId(transition);
    await enqueueMail(table, monitor.name, { id, hour: transition.hour, topicArn: deps.pageTopicArn, ...mail }, nowMs);
  }
}

function mailContext(
  { hour, kind }: IncidentTransition,
  baseline: Baseline | null,
  rule: string,
  deps: AnalysisDeps,
): MailContext {
  const { monitor, storeBucket, dashboardUrl } = deps;
  const { owner, runbook, description } = monitor.model;
  return {
    monitor: monitor.name,
    ...(owner !== null && { owner }),
    ...(runbook !== null && { runbook }),
    ...(description !== null && { description }),
    ...(dashboardUrl !== null && { dashboardUrl }),
    reportUrl: `s3://${storeBucket}/${objectKeys.report(monitor.name, hour)}`,
    rule,
    reference: baseline ? `${baseline.source} (${baseline.records.toLocaleString("en-US")} records)` : "nothing yet",
    arrivalTime: monitor.columns.time.from === "lastModified",
    // An incident that closes or stays has its worst hours behind it.
    ...((kind === "opened" || kind === "escalated") && { reproduce: (finding) => compareCommand(finding, hour, deps) }),
  };
}

const DAY_HOURS = 24;

/** The command that shows a finding's counts again. Correlations have none: they are no column. */
function compareCommand(
  { feature, lens, check }: Finding,
  hour: HourIndex,
  { monitor, storeBucket, tableName }: AnalysisDeps,
): string | null {
  if (check === "pair" || check === "all pairs") return null;
  const isDay = lens !== "hour" && monitor.window.size === "hour";
  const window = isDay ? `${hourKey(hour - DAY_HOURS + 1)}/${hourKey(hour)}` : hourKey(hour);
  const place = `--monitor ${monitor.name} --store ${storeBucket} --table ${tableName}`;
  return `plumbline compare ${place} --window ${window} --column ${quoted(feature)}`;
}

/** Safe for a shell, whatever a column is called. */
function quoted(name: string): string {
  return /^[\w.-]+$/.test(name) ? name : `'${name.replaceAll("'", `'\\''`)}'`;
}
