import type { HourIndex, Incident, IncidentFinding } from "../../../contracts/verdict.js";
import { escapeHtml } from "../escape.js";
import { describeFinding, formatCount, formatHour, formatSpan } from "../words.js";
import { type WidgetCall, callLink } from "./action.js";

/** An incident with the answers that have been given to it, as sentences. */
export interface AnsweredIncident {
  readonly incident: Incident;
  readonly said: readonly string[];
}

/** What a person may say to an incident from the dashboard; `hours` says for how long. */
export type AnswerPayload =
  | { readonly answer: "ack" | "mute"; readonly incident: string; readonly hours: number; readonly replace?: boolean }
  | { readonly answer: "accept"; readonly incident: string };

/** Names of the fields in which a reason and a name are typed. */
export const answerFields = {
  reason: (incident: string): string => `reason-${incident}`,
  who: (incident: string): string => `who-${incident}`,
};

const MOST_CHANGES = 6;

/**
 * Incidents in words, those that are not closed with a form to answer them.
 *
 * @param endpoint ARN of the function that takes answers
 * @param linkOf what a feature's name leads to
 */
export function incidentList(
  incidents: readonly AnsweredIncident[],
  endpoint: string,
  linkOf: (feature: string) => string,
): string {
  if (incidents.length === 0) return '<p class="quiet">No incident is open, and none was in this time range.</p>';
  return incidents.map((one) => incidentCard(one, endpoint, linkOf)).join("\n");
}

function incidentCard(
  { incident, said }: AnsweredIncident,
  endpoint: string,
  linkOf: (feature: string) => string,
): string {
  const { id, status, severity, findings } = incident;
  const live = status !== "closed";
  const changes = changesOf(findings);
  const lines = changes.slice(0, MOST_CHANGES).map(({ worst, since, checks }) => {
    const look = worst.role === "quality" ? "" : ` ${linkOf(worst.feature)}`;
    const more = checks === 1 ? "" : ` (${formatCount(checks)} checks)`;
    return `<li>${escapeHtml(describeFinding(worst))}, since ${formatHour(since)}${more}${look}</li>`;
  });
  const rest = changes.length - lines.length;
  const more = rest > 0 ? `<li>${formatCount(rest)} more features</li>` : "";
  const answers = said.map((sentence) => `<p class="said">${escapeHtml(sentence)}</p>`).join("");
  return `<div class="incident ${live ? "live " : ""}${severity}"><h3>${escapeHtml(headline(incident))}</h3><p class="quiet">${spanWords(incident)} · incident ${escapeHtml(id)}</p><ul>${lines.join("")}${more}</ul>${answers}${live ? answerForm(incident, endpoint) : ""}</div>`;
}

/** One line for each feature: what its worst check says, since its first one crossed. */
function changesOf(
  findings: Incident["findings"],
): readonly { readonly worst: IncidentFinding; readonly since: HourIndex; readonly checks: number }[] {
  const features = [...new Set(findings.map(({ feature }) => feature))];
  return features.map((name) => {
    const ofFeature = findings.filter(({ feature }) => feature === name);
    const since = Math.min(...ofFeature.map(({ onsetHour }) => onsetHour));
    return { worst: ofFeature[0]!, since, checks: ofFeature.length };
  });
}

function headline({ findings, status, severity }: Incident): string {
  const features = [...new Set(findings.map(({ feature }) => feature))];
  const named = features.slice(0, 3).join(", ");
  const others = features.length > 3 ? ` and ${formatCount(features.length - 3)} more` : "";
  return `${status === "closed" ? "Over" : status === "persistent" ? "Stays changed" : "Open"}: ${named}${others} (${severity})`;
}

function spanWords({ openedHour, closedHour, closedBy, lastDriftingHour }: Incident): string {
  if (closedHour === null) return `since ${formatHour(openedHour)}, last seen ${formatHour(lastDriftingHour)}`;
  const how = closedBy === undefined ? "went quiet" : closedBy;
  return `${formatHour(openedHour)} to ${formatHour(closedHour)}, ${formatSpan(Math.max(1, closedHour - openedHour))}, ${how}`;
}

function answerForm({ id, findings }: Incident, endpoint: string): string {
  const ofData = findings.some(({ role }) => role !== "quality");
  const button = (label: string, payload: AnswerPayload, confirmation: string, look: WidgetCall["look"]): string =>
    callLink({ label, endpoint, payload: { ...payload }, display: "widget", confirmation, look });
  const mute = (words: string, hours: number): string =>
    button(
      `Mute ${words}`,
      { answer: "mute", incident: id, hours },
      `Mute all features of incident ${id} for ${words}? No page is sent about them until then.`,
      "button",
    );
  const accept = button(
    "It is the new normal",
    { answer: "accept", incident: id },
    `Take the change of incident ${id} for the new normal? It closes, and its features are learned anew.`,
    "button",
  );
  const ack = button(
    "I look at it",
    { answer: "ack", incident: id, hours: 8 },
    `Say that you look at incident ${id}? No mail that it got worse is sent for 8 hours.`,
    "primary",
  );
  return `<form class="answer"><input class="why" name="${answerFields.reason(id)}" maxlength="500" placeholder="Reason (required)" aria-label="Reason"><input class="who" name="${answerFields.who(id)}" maxlength="60" placeholder="Your name" aria-label="Your name">${ack}${mute("24 h", 24)}${mute("7 days", 168)}${ofData ? accept : ""}</form>`;
}
