import type { Incident } from "../../../contracts/verdict.js";
import { formatUsd } from "../../spend/words.js";
import { isWorse, pages } from "../../verdict/severity.js";
import { describeFinding, formatCount, formatHour, formatNumber, formatShare, formatSpan } from "../words.js";
import type { MonitorDigest } from "./digest-facts.js";

/** Whether a digest says more of a monitor than its figures. */
export function hasNews({ open, closed, persistent, answers, heldBack, windows }: MonitorDigest): boolean {
  const happened = open.length + closed.length + persistent.length + answers.length + heldBack;
  return happened > 0 || windows.judged === 0;
}

/** A monitor with its news: incidents by what became of them, answers, figures. */
export function monitorSection(digest: MonitorDigest): string {
  const { monitor, owner, page, open, closed, persistent, opened } = digest;
  const paged = ({ severity }: Incident): boolean => pages(severity, page);
  const isNew = ({ id }: Incident): string => (opened.has(id) ? "new, " : "");
  const small = [...open, ...closed].filter((incident) => !paged(incident));
  return [
    `${monitor}${owner === null ? "" : ` (owned by ${owner})`}`,
    ...list("Open", open.filter(paged), (incident) => `${isNew(incident)}${incident.severity}, ${since(incident)}`),
    ...list("Closed", closed.filter(paged), (incident) => `${incident.severity}, ${lasted(incident)}`),
    ...list(`Too small to page (below ${page})`, small, (incident) =>
      incident.status === "closed"
        ? `${incident.severity}, ${lasted(incident)}`
        : `${incident.severity}, ${since(incident)}`,
    ),
    ...list("Still changed, no further mail: retrain, accept it, or leave it", persistent, since),
    ...said(digest),
    "  In figures",
    ...figuresOf(digest).map((line) => `    ${line}`),
  ].join("\n");
}

const since = ({ openedHour }: Incident): string => `since ${formatHour(openedHour)}`;

function lasted({ openedHour, lastDriftingHour, closedBy }: Incident): string {
  const span = formatSpan(lastDriftingHour + 1 - openedHour);
  return closedBy === undefined ? `lasted ${span}` : `${closedBy} after ${span}`;
}

const MOST_INCIDENTS = 8;

/** The worst first; the rest is counted. */
function list(title: string, incidents: readonly Incident[], words: (incident: Incident) => string): readonly string[] {
  if (incidents.length === 0) return [];
  const worstFirst = [...incidents].sort((a, b) =>
    isWorse(a.severity, b.severity) ? -1 : isWorse(b.severity, a.severity) ? 1 : 0,
  );
  const shown = worstFirst.slice(0, MOST_INCIDENTS);
  const rest = incidents.length - shown.length;
  return [
    `  ${title}`,
    ...shown.map((incident) => `    ${changeOf(incident)} (${words(incident)}; incident ${incident.id})`),
    ...(rest > 0 ? [`    and ${rest} more`] : []),
  ];
}

/** `day_mins: median 180 -> 205 and 2 more` */
function changeOf({ findings }: Incident): string {
  const [first, ...others] = [...new Set(findings.map((finding) => describeFinding(finding)))];
  const more = others.length === 0 ? "" : ` and ${others.length} more`;
  return `${first ?? "the data"}${more}`;
}

function said({ answers, heldBack }: MonitorDigest): readonly string[] {
  const held = heldBack === 1 ? "1 mail was" : `${heldBack} mails were`;
  return [
    ...(answers.length === 0 ? [] : ["  What people have said", ...answers.map((sentence) => `    ${sentence}.`)]),
    ...(heldBack === 0 ? [] : [`  Kept back by answers: ${held} not sent.`]),
  ];
}

/** Of any monitor, a line each. */
export function figuresOf({ windows, labels, pages: paged, meteredUsd }: MonitorDigest): readonly string[] {
  return [
    windowsLine(windows),
    ...(labels === null ? [] : [labelsLine(labels)]),
    pagesLine(paged),
    ...(meteredUsd === null ? [] : [`${formatUsd(meteredUsd)} of work this month so far`]),
  ];
}

function pagesLine({ incidents, budget }: MonitorDigest["pages"]): string {
  const paged = incidents === 0 ? "no incident" : incidents === 1 ? "1 incident" : `${incidents} incidents`;
  const allowed = budget === 1 ? "1 false one is" : `${formatNumber(budget)} false ones are`;
  return `${paged} paged in the last 30 days; ${allowed} budgeted`;
}

function windowsLine({ judged, drifting, learning, insufficient }: MonitorDigest["windows"]): string {
  if (judged === 0) return "no window was judged: no captures came, or the pipeline stands still";
  const parts = [
    ...(drifting === 0 ? [] : [`${formatCount(drifting)} drifting`]),
    ...(learning === 0 ? [] : [`${formatCount(learning)} learning`]),
    insufficient === 0
      ? "all with enough data"
      : `${formatCount(insufficient)} with too little data (${formatShare(insufficient / judged)})`,
  ];
  return `${formatCount(judged)} ${judged === 1 ? "window" : "windows"} judged: ${parts.join(", ")}`;
}

function labelsLine({ predictions, labelled }: NonNullable<MonitorDigest["labels"]>): string {
  if (predictions === 0) return "no predictions to label";
  return `${formatShare(labelled / predictions)} of ${formatCount(predictions)} predictions have a label so far`;
}
