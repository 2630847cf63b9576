import type { Answer } from "../../contracts/answers.js";
import type { Incident, IncidentTransition } from "../../contracts/verdict.js";
import { holdingAnswer, overdueSince } from "../../core/answers/holding.js";
import type { Mail } from "../../core/report/incident-mail.js";
import { transitionId } from "../../core/verdict/incident-id.js";
import { pages } from "../../core/verdict/severity.js";
import type { AnalysisDeps } from "../deps.js";
import { hourOf } from "../hour.js";
import { enqueueMail, isTold, lastToldMs } from "../outbox.js";
import { heldMails, holdMail } from "./held-mails.js";
import { answersOfRun } from "./run-answers.js";

/** Pages a transition, or keeps its mail for the digest where an answer says so. What was told or kept before stays so. */
export async function pageOrHold(
  transition: IncidentTransition,
  mail: Mail,
  nowMs: number,
  deps: AnalysisDeps,
): Promise<void> {
  const { table, monitor, pageTopicArn: topicArn } = deps;
  const { hour, kind, incident } = transition;
  const id = transitionId(transition);
  const answers = await answersOfRun(nowMs, deps);
  if (answers.length > 0) {
    const held = await heldMails(table, monitor.name, nowMs, incident.id);
    if (held.some((before) => before.id === id) || (await isTold(table, monitor.name, id, nowMs))) return;
    const answer =
      holdingAnswer(transition, answers, monitor.alarms.page, nowMs)?.number ??
      // Nobody was paged for it: that it is over is news for the digest only.
      (kind === "closed" && (await lastToldMs(table, monitor.name, incident.id, nowMs)) === null
        ? held.at(-1)?.answer
        : undefined);
    if (answer !== undefined) {
      const about = { incident: incident.id, kind, severity: incident.severity, hour };
      await holdMail(table, monitor.name, { id, ...about, answer, atMs: nowMs, ...mail }, nowMs);
      return;
    }
  }
  await enqueueMail(table, monitor.name, { id, hour, topicArn, ...mail }, nowMs);
}

/**
 * Tells of incidents that are still there when the answer that kept them quiet no longer holds: once for each such answer.
 *
 * @param mailOf the mail about an incident, and the answer whose end makes it due
 */
export async function pageOverdue(
  incidents: readonly Incident[],
  mailOf: (incident: Incident, answer: Answer) => Promise<Mail>,
  nowMs: number,
  deps: AnalysisDeps,
): Promise<void> {
  const { table, monitor, pageTopicArn: topicArn } = deps;
  const answers = await answersOfRun(nowMs, deps);
  if (answers.length === 0) return;
  for (const incident of incidents) {
    if (incident.status === "closed" || !pages(incident.severity, monitor.alarms.page)) continue;
    const held = await heldMails(table, monitor.name, nowMs, incident.id);
    const toldMs = await lastToldMs(table, monitor.name, incident.id, nowMs);
    const number = overdueSince(incident, answers, held, toldMs, monitor.alarms.page, nowMs);
    const answer = answers.find((given) => given.number === number);
    if (!answer) continue;
    const mail = await mailOf(incident, answer);
    const id = `${incident.id}-unmuted-${answer.number}`;
    await enqueueMail(table, monitor.name, { id, hour: hourOf(nowMs), topicArn, ...mail }, nowMs);
  }
}
