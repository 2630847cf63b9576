import type { Answer } from "../contracts/answers.js";
import type { Finding, HourIndex, Incident, IncidentTransition } from "../contracts/verdict.js";
import { answersTo, describeAnswer } from "../core/answers/answer-words.js";
import { type AnswerCommand, incidentMail, type MailContext } from "../core/report/incident-mail.js";
import { incidentNotice } from "../core/report/incident-notice.js";
import { pages } from "../core/verdict/severity.js";
import { answerCommands } from "./answers/answer-commands.js";
import { pageOrHold, pageOverdue, type Told } from "./answers/paging.js";
import { answersOfRun } from "./answers/run-answers.js";
import type { AnalysisDeps } from "./deps.js";
import { noteTransition } from "./history/note.js";
import { hourKey } from "./hour.js";
import { objectKeys, partitions } from "./keys.js";
import type { Judge } from "./observe-window.js";
import { askByIncidents, asksForRetraining } from "./retrain/ask-by-incident.js";
import { retrainCommand } from "./retrain/retrain-command.js";
import { shellWord } from "./shell-word.js";
import { transitionsToTell } from "./transitions-to-tell.js";

/** What the mails about some incidents say besides the incidents themselves. */
export interface Telling {
  /** One sentence: how windows of this hour are judged. */
  rule(hour: HourIndex): Promise<string>;
  /** What the data is compared with, for people. */
  readonly reference: string;
  /** Where the report of a window lies in the store. */
  reportKey(hour: HourIndex): string;
  /** The command that shows a finding's counts again; null where there is none. */
  reproduce(finding: Finding, hour: HourIndex): string | null;
  /** What else a reader should know of this hour. */
  aside?(hour: HourIndex): string;
}

/** Stores incidents as they are now and puts the mails of their transitions into the outbox, each once, or on the list of what answers keep back. */
export async function tellIncidents(
  open: readonly Incident[],
  transitions: readonly IncidentTransition[],
  telling: Telling,
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
  for (const transition of transitions) await noteTransition(transition, nowMs, deps);
  await askByIncidents(transitions, nowMs, deps);
  for (const transition of await transitionsToTell(transitions, open, monitor.name, nowMs, table)) {
    if (!pages(transition.incident.severity, monitor.alarms.page)) continue;
    await pageOrHold(
      transition,
      told(transition, await mailContext(transition, telling, nowMs, deps), deps),
      nowMs,
      deps,
    );
  }
  const stillOpen = async (incident: Incident, answer: Answer): Promise<Told> => {
    const transition: IncidentTransition = { kind: "opened", hour: incident.lastDriftingHour, incident };
    const context = await mailContext(transition, telling, nowMs, deps);
    return told(transition, { ...context, stillOpen: `${describeAnswer(answer)}. That is over` }, deps);
  };
  await pageOverdue(open, stillOpen, nowMs, deps);
}

function told(transition: IncidentTransition, context: MailContext, { hub }: AnalysisDeps): Told {
  const mail = incidentMail(transition, context);
  return { mail, noticeOf: (id) => incidentNotice(id, hub.name, transition, context, mail) };
}

async function mailContext(
  { hour, kind, incident }: IncidentTransition,
  telling: Telling,
  nowMs: number,
  deps: AnalysisDeps,
): Promise<MailContext> {
  const { monitor, storeBucket, dashboardUrl } = deps;
  const { owner, runbook, description } = monitor.model;
  const report = objectKeys.incidentReport(monitor.name, incident.id);
  const said = answersTo(incident, await answersOfRun(nowMs, deps), nowMs);
  return {
    monitor: monitor.name,
    ...(owner !== null && { owner }),
    ...(runbook !== null && { runbook }),
    ...(description !== null && { description }),
    ...(dashboardUrl !== null && { dashboardUrl }),
    reportUrl: `s3://${storeBucket}/${report}`,
    ...(dashboardUrl !== null && { reportConsoleUrl: consoleUrl(storeBucket, report, dashboardUrl) }),
    rule: await telling.rule(hour),
    reference: telling.reference,
    ...(telling.aside && { aside: telling.aside(hour) }),
    arrivalTime: monitor.columns.time.from === "lastModified",
    said: said.map(describeAnswer),
    ...(kind !== "closed" && { answers: answersWanted(incident, deps) }),
    // An incident that closes or stays has its worst hours behind it.
    ...((kind === "opened" || kind === "escalated") && { reproduce: (finding) => telling.reproduce(finding, hour) }),
  };
}

/** The object's page in the console that also shows the dashboard: signed in, and never presigned. */
function consoleUrl(bucket: string, key: string, dashboardUrl: string): string {
  const { origin, searchParams } = new URL(dashboardUrl);
  const region = searchParams.get("region");
  return `${origin}/s3/object/${bucket}?${region === null ? "" : `region=${region}&`}prefix=${key}`;
}

/** What may be answered; where a retraining waits for a person, that first. */
function answersWanted(incident: Incident, { monitor, tableName }: AnalysisDeps): readonly AnswerCommand[] {
  const commands = answerCommands(incident, monitor.name, tableName);
  if (monitor.retrain?.approval !== true || !asksForRetraining(incident.severity, monitor)) return commands;
  const approve = retrainCommand("approve", incident.id, monitor.name, tableName);
  return [{ meaning: "train the model again, which waits for this", command: approve }, ...commands];
}

/** How mails tell of the data itself. */
export function tellingOfData({ rules, baseline }: Judge, deps: AnalysisDeps): Telling {
  return {
    rule: async (hour) => (await rules.at(hour)).rule.description,
    reference: baseline ? `${baseline.source} (${baseline.records.toLocaleString("en-US")} records)` : "nothing yet",
    reportKey: (hour) => objectKeys.report(deps.monitor.name, hour),
    reproduce: (finding, hour) => compareCommand(finding, hour, deps),
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
  return `plumbline compare ${place} --window ${window} --column ${shellWord(feature)}`;
}
