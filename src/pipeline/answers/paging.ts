import type { Answer } from "../../contracts/answers.js";
import type { IncidentNotice } from "../../contracts/notice.js";
import type { Incident, IncidentTransition } from "../../contracts/verdict.js";
import { holdingAnswer, overdueSince } from "../../core/answers/holding.js";
import type { Mail } from "../../core/report/incident-mail.js";
import { transitionId } from "../../core/verdict/incident-id.js";
import { pages } from "../../core/verdict/severity.js";
import type { AnalysisDeps } from "../deps.js";
import { hourOf } from "../hour.js";
import { enqueueNotice } from "../notify/notice-outbox.js";
import { enqueueMail, isTold, lastToldMs, type OutboxMail, topicsTold } from "../outbox.js";
import { heldMails, holdMail } from "./held-mails.js";
import { answersOfRun } from "./run-answers.js";

/** What people are told of an incident: a mail, and the same for a webhook. */
export interface Told {
  readonly mail: Mail;
  readonly noticeOf: (id: string) => IncidentNotice;
}

/** Pages a transition, or keeps its mail for the digest where an answer says so. What was told or kept before stays so. */
export async function pageOrHold(
  transition: IncidentTransition,
  told: Told,
  nowMs: number,
  deps: AnalysisDeps,
): Promise<void> {
  const { table, monitor } = deps;
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
      await holdMail(table, monitor.name, { id, ...about, answer, atMs: nowMs, ...told.mail }, nowMs);
      return;
    }
  }
  await page(incident, { id, hour }, told, nowMs, deps);
}

/**
 * Puts a mail into the outbox: for the topic of the incident's severity, and before it for all topics that have been told of the incident, so
 * that nobody hears only of its beginning, and for the webhook. The first is the mark that all are on their way: a crash in between
 * tells the others again, under the same ids.
 */
async function page(
  { id: incident, severity }: Incident,
  about: Pick<OutboxMail, "id" | "hour">,
  { mail, noticeOf }: Told,
  nowMs: number,
  { table, monitor, hub, pageTopicArn }: AnalysisDeps,
): Promise<void> {
  const { name } = monitor;
  const topicArn = hub.alertTopics[severity] ?? pageTopicArn;
  const hasTopics = Object.keys(hub.alertTopics).length > 0;
  if ((hasTopics || monitor.notify.webhook !== null) && (await isTold(table, name, about.id, nowMs))) return;
  if (monitor.notify.webhook !== null) {
    await enqueueNotice(table, name, noticeOf(`${name}/${about.id}`), nowMs);
  }
  for (const known of hasTopics ? await topicsTold(table, name, incident, nowMs) : []) {
    if (known === topicArn) continue;
    const id = `${about.id}#${known.slice(known.lastIndexOf(":") + 1)}`;
    await enqueueMail(table, name, { ...about, id, topicArn: known, ...mail }, nowMs);
  }
  await enqueueMail(table, name, { ...about, topicArn, ...mail }, nowMs);
}

/**
 * Tells of incidents that are still there when the answer that kept them quiet no longer holds: once for each such answer.
 *
 * @param toldOf what is told about an incident, and the answer whose end makes it due
 */
export async function pageOverdue(
  incidents: readonly Incident[],
  toldOf: (incident: Incident, answer: Answer) => Promise<Told>,
  nowMs: number,
  deps: AnalysisDeps,
): Promise<void> {
  const { table, monitor } = deps;
  const answers = await answersOfRun(nowMs, deps);
  if (answers.length === 0) return;
  for (const incident of incidents) {
    if (incident.status === "closed" || !pages(incident.severity, monitor.alarms.page)) continue;
    const held = await heldMails(table, monitor.name, nowMs, incident.id);
    const toldMs = await lastToldMs(table, monitor.name, incident.id, nowMs);
    const number = overdueSince(incident, answers, held, toldMs, monitor.alarms.page, nowMs);
    const answer = answers.find((given) => given.number === number);
    if (!answer) continue;
    const id = `${incident.id}-unmuted-${answer.number}`;
    await page(incident, { id, hour: hourOf(nowMs) }, await toldOf(incident, answer), nowMs, deps);
  }
}
