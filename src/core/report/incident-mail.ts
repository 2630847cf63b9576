import type { Incident, IncidentFinding, IncidentTransition, TransitionKind } from "../../contracts/verdict.js";
import { guideKind } from "./incident/finding-guide.js";
import { QUALITY_STEPS, qualityOpening, qualitySubject, qualityTrouble } from "./quality-words.js";
import {
  describeCheck,
  describeFinding,
  describeRows,
  describeSize,
  formatCount,
  formatHour,
  formatNumber,
  formatSpan,
} from "./words.js";

/** What a mail says besides the incident itself. Everything is optional but the monitor's name. */
export interface MailContext {
  readonly monitor: string;
  readonly owner?: string;
  readonly runbook?: string;
  readonly description?: string;
  readonly dashboardUrl?: string;
  /** Where the report of the incident lies, e.g. `s3://store/reports/churn/incidents/0123456789ab.html`. */
  readonly reportUrl?: string;
  /** Where a browser that is signed in shows that object, to be opened or loaded down. */
  readonly reportConsoleUrl?: string;
  /** One sentence: how the verdict is reached. */
  readonly rule: string;
  /** What the data is compared with, for people. */
  readonly reference: string;
  /** True where hours are hours of arrival and not of the event. */
  readonly arrivalTime: boolean;
  /** What else a reader should know, in one sentence. */
  readonly aside?: string;
  /** What people have said about it so far, a sentence each. */
  readonly said?: readonly string[];
  /** How to answer. */
  readonly answers?: readonly AnswerCommand[];
  /** Why the mail comes only now, in one sentence: an answer has kept it back and no longer holds. */
  readonly stillOpen?: string;
  /** The command that shows the counts of a finding again; null where there is none. */
  readonly reproduce?: (finding: IncidentFinding) => string | null;
}

export interface AnswerCommand {
  readonly meaning: string;
  readonly command: string;
}

export interface Mail {
  /** Printable ASCII, at most 100 characters, with the incident id. */
  readonly subject: string;
  readonly body: string;
}

// SNS takes fewer than 100 characters.
const MAX_SUBJECT = 99;
const MAX_OTHERS = 8;

const VERBS: Readonly<Record<TransitionKind, string>> = {
  opened: "drift",
  escalated: "worse",
  closed: "closed",
  persistent: "still there",
};

/** The e-mail of an incident's transition: what changed, since when, how large, what to do. Plain text. */
export function incidentMail(transition: IncidentTransition, context: MailContext): Mail {
  return {
    subject: subjectOf(transition, context),
    body: `${[incidentOpening(transition, context), ...sections(transition, context)].join("\n\n")}\n`,
  };
}

function subjectOf({ kind, incident }: IncidentTransition, { monitor, stillOpen }: MailContext): string {
  const tail = ` [${incident.severity}] incident ${incident.id}`;
  const trouble = qualityTrouble(incident);
  const what = trouble ? qualityHead(kind, qualitySubject(trouble, incident)) : dataHead(kind, incident);
  const still = stillOpen === undefined ? "" : "still ";
  return toAscii(`${monitor}: ${still}${what}`).slice(0, MAX_SUBJECT - tail.length) + tail;
}

function dataHead(kind: TransitionKind, incident: Incident): string {
  const [first, ...others] = featureNames(incident);
  return `${VERBS[kind]} in ${first ?? "the data"}${others.length > 0 ? ` and ${others.length} more` : ""}`;
}

const qualityHead = (kind: TransitionKind, what: string): string =>
  kind === "opened" ? what : `${VERBS[kind]}: ${what}`;

/** The first sentence of a mail: what has happened to what, since when. */
export function incidentOpening(transition: IncidentTransition, { monitor }: MailContext): string {
  const { kind, hour, incident } = transition;
  const trouble = qualityTrouble(incident);
  if (trouble) return qualityOpening(trouble, transition, monitor);
  const worst = incident.findings[0];
  const name = worst ? subjectOfSentence(worst) : "The data";
  const since = formatHour(worst?.onsetHour ?? incident.openedHour);
  if (incident.closedBy === "accepted") {
    return `${monitor}: the change of ${name} since ${since} has been accepted. It is the new normal, and is being learned.`;
  }
  if (incident.closedBy === "relearned") {
    return `${monitor}: what is normal is learned anew. The change of ${name} since ${since} is part of it.`;
  }
  switch (kind) {
    case "opened":
      return `${monitor}: ${name} no longer looks like the reference, since ${since}.`;
    case "escalated":
      return `${monitor}: ${name} has moved further from the reference (now ${incident.severity}). It began at ${since}.`;
    case "closed":
      return `${monitor}: ${name} looks like the reference again since ${formatHour(incident.lastDriftingHour + 1)}, after ${formatSpan(incident.lastDriftingHour + 1 - incident.openedHour)}.`;
    case "persistent":
      return `${monitor}: ${name} has stayed changed for ${formatSpan(hour - incident.openedHour)}. This looks like the new normal: no further mail about it will be sent.`;
  }
}

function sections(transition: IncidentTransition, context: MailContext): string[] {
  const { incident } = transition;
  const [worst] = incident.findings;
  const same = incident.findings.filter(({ feature }) => feature === worst?.feature);
  const others = firstOfEach(incident.findings.filter(({ feature }) => feature !== worst?.feature));
  return [
    ...(worst ? [whatChanged(worst, same)] : []),
    ...(others.length > 0 ? [alsoChanged(others)] : []),
    ...(context.stillOpen === undefined ? [] : [`Why now\n  ${context.stillOpen}, and the incident is still there.`]),
    ...(context.said === undefined || context.said.length === 0
      ? []
      : [["Said so far", ...context.said.map((sentence) => `  ${sentence}.`)].join("\n")]),
    ...(context.aside === undefined ? [] : [`Beside it\n  ${context.aside}`]),
    whatToDo(transition, context),
    ...(worst ? [howSure(worst, context)] : []),
    links(context, incident),
  ];
}

/** @param same all findings of the worst one's feature, itself included */
function whatChanged(worst: IncidentFinding, same: readonly IncidentFinding[]): string {
  const changes = [...new Set(same.map((finding) => describeFinding(finding)))];
  const checks = [...new Set(same.map((finding) => describeCheck(finding)))].join("; ");
  const lines = [
    "What changed",
    ...changes.map((change) => `  ${change}`),
    `  This is ${describeSize(worst)}, ${describeRows(worst)}: ${checks}.`,
  ];
  return lines.join("\n");
}

/** The worst finding of each feature, in their order. */
function firstOfEach(findings: readonly IncidentFinding[]): readonly IncidentFinding[] {
  const byFeature = new Map<string, IncidentFinding>();
  for (const finding of findings) if (!byFeature.has(finding.feature)) byFeature.set(finding.feature, finding);
  return [...byFeature.values()];
}

function alsoChanged(findings: readonly IncidentFinding[]): string {
  const shown = findings.slice(0, MAX_OTHERS).map((finding) => {
    const since = `since ${formatHour(finding.onsetHour)}`;
    return `  ${describeFinding(finding)} (${finding.severity}, ${since})`;
  });
  const rest = findings.length - shown.length;
  return ["Also changed", ...shown, ...(rest > 0 ? [`  and ${rest} more, in the report`] : [])].join("\n");
}

const DATA_STEPS: readonly string[] = [
  "Ask whether something upstream changed at that time: a unit, a code list, a join, a default value.",
  "If the data is wrong, fix it at its source; captures after the fix close this incident by themselves.",
  "If the world changed, check the model's quality on recent labels and retrain.",
];

function whatToDo({ kind, incident }: IncidentTransition, context: MailContext): string {
  if (kind === "closed") return "What to do\n  Nothing now. The report keeps what happened.";
  const runbook = context.runbook === undefined ? [] : [`  Runbook: ${context.runbook}`];
  const steps =
    kind === "persistent"
      ? ["  Decide once: retrain on recent data, or build a new baseline from it, or leave it."]
      : stepsOf(incident).map((step, i) => `  ${i + 1}. ${step}`);
  return ["What to do", ...runbook, ...steps, ...howToAnswer(context)].join("\n");
}

function howToAnswer({ answers = [], dashboardUrl }: MailContext): readonly string[] {
  if (answers.length === 0) return [];
  const lines = answers.flatMap(({ meaning, command }) => [`    ${meaning}:`, `      ${command}`]);
  const or = dashboardUrl === undefined ? "" : "by the buttons on the dashboard, or ";
  return [`  To answer, ${or}from a shell with access to the account:`, ...lines];
}

function stepsOf(incident: Incident): readonly string[] {
  const trouble = qualityTrouble(incident);
  return trouble ? QUALITY_STEPS[trouble] : DATA_STEPS;
}

/** The statistics come last, and of them what needs no training first. */
function howSure(finding: IncidentFinding, context: MailContext): string {
  const { usual, psi, lens, check, value, limit } = finding;
  const count = formatCount(finding.rows);
  const band =
    usual === undefined
      ? []
      : [`  Unchanged, ${count} records stay within ${formatNumber(usual)} standard deviations 19 times of 20.`];
  const index =
    psi === undefined
      ? []
      : [`  PSI ${formatNumber(psi.value)}; chance alone gives ${formatNumber(psi.byChance)} with this many records.`];
  const command = context.reproduce?.(finding) ?? null;
  const statistic = finding.z === undefined ? check : lens === "trend" ? `${check}, daily sum` : `${check}, z`;
  return [
    "How sure",
    ...band,
    ...index,
    `  ${context.rule}`,
    `  Compared with ${context.reference}.${context.arrivalTime ? " Hours are hours of arrival, not of the event." : ""}`,
    `  ${statistic} ${formatNumber(value)}, limit ${formatNumber(limit)}.`,
    ...(command === null ? [] : [`  See for yourself: ${command}`]),
  ].join("\n");
}

function links(context: MailContext, incident: Incident): string {
  const lines = [
    ...(context.reportConsoleUrl === undefined ? [] : [`Report     ${context.reportConsoleUrl}`]),
    ...(context.reportUrl === undefined
      ? []
      : [`${context.reportConsoleUrl === undefined ? "Report    " : "          "} ${context.reportUrl}`]),
    ...(incident.findings[0] ? [guideLine(incident.findings[0], context)] : []),
    ...(context.dashboardUrl === undefined ? [] : [`Dashboard  ${context.dashboardUrl}`]),
    `Monitor    ${context.monitor}${context.owner === undefined ? "" : `, owned by ${context.owner}`}`,
    `Incident   ${incident.id}`,
  ];
  return lines.join("\n");
}

/** Where the guide tells of the most important finding: the report holds that section. */
function guideLine(worst: IncidentFinding, { reportUrl }: MailContext): string {
  const inReport = reportUrl === undefined ? "" : ", also in the report";
  return `Guide      docs/operations.md, findings, "${guideKind(worst)}"${inReport}`;
}

function subjectOfSentence(finding: IncidentFinding): string {
  return finding.role === "prediction" ? `the model's output ${finding.feature}` : `the input ${finding.feature}`;
}

function featureNames(incident: Incident): string[] {
  return firstOfEach(incident.findings).map(({ feature }) => feature);
}

/** SNS refuses other characters in a subject. */
function toAscii(text: string): string {
  return text.normalize("NFKD").replace(/[^\x20-\x7e]/g, "?");
}
