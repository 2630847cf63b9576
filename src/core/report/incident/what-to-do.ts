import type { Incident, IncidentFinding } from "../../../contracts/verdict.js";
import { escapeHtml } from "../escape.js";
import type { AnswerCommand } from "../incident-mail.js";
import { guideKind } from "./finding-guide.js";
import { guideSection } from "./guide-section.js";

const MOST_GUIDES = 3;

/** What to do: the sections of the operations guide about the incident's findings, the runbook, and the commands that answer. */
export function whatToDo(incident: Incident, answers: readonly AnswerCommand[], runbook: string | null): string {
  const kinds = new Map<string, IncidentFinding>();
  for (const finding of incident.findings) {
    if (!kinds.has(guideKind(finding))) kinds.set(guideKind(finding), finding);
  }
  const guides = [...kinds.values()].slice(0, MOST_GUIDES).map(guideSection);
  const link = runbook === null ? "" : `<p>Runbook: <a href="${escapeHtml(runbook)}">${escapeHtml(runbook)}</a></p>`;
  return `<section><h2>What to do</h2>${lead(incident)}${link}${guides.join("")}${answerList(incident, answers)}</section>`;
}

function lead({ status, closedBy }: Incident): string {
  if (status === "closed") {
    return closedBy === undefined
      ? "<p>Nothing now: its checks are as they used to be. This page keeps what happened.</p>"
      : "<p>Nothing now: the change has been taken for the new normal.</p>";
  }
  return status === "persistent"
    ? "<p>Decide once: retrain on recent data, accept the change as the new normal, or leave it. No further mail will be sent about it.</p>"
    : "<p>Ask first of all: did everything change at the same hour, and what was deployed upstream then?</p>";
}

function answerList({ status }: Incident, answers: readonly AnswerCommand[]): string {
  if (status === "closed" || answers.length === 0) return "";
  const items = answers.map(
    ({ meaning, command }) => `<p class="note">${escapeHtml(meaning)}:</p><pre>${escapeHtml(command)}</pre>`,
  );
  return `<h3>To answer, from a shell with access to the account</h3>${items.join("")}`;
}
