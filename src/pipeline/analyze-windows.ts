import { messageOf, PlumblineError } from "../contracts/errors.js";
import type { AnalysisDeps } from "./deps.js";
import { drainEvents } from "./events/event-outbox.js";
import { noteConfiguration } from "./history/note.js";
import { openIncidentCount } from "./incidents.js";
import { judgeDue, type Work } from "./judge-due.js";
import { acquireLease } from "./lease.js";
import { drainNotices } from "./notify/notice-outbox.js";
import { drainOutbox, type UnsentMail } from "./outbox.js";
import { publishRest } from "./publish-metrics.js";
import { considerRetraining } from "./retrain/consider-retraining.js";
import { isHeldBack } from "./spend/pause.js";

export interface AnalysisOutcome extends Work {
  readonly mailsSent: number;
  readonly mailsFailed: number;
}

/**
 * One run of analysis: settled dirty windows, oldest first, are merged, observed and folded into verdicts and
 * incidents; these are stored, published and told. A crash at any point leaves the marks of what is not finished, and
 * the next run does it again to the same result.
 *
 * @returns null when another run is at work
 * @throws PlumblineError `MAILS_STUCK` at its end, with everything else done, when mails of an earlier run could not be sent again
 */
export async function analyzeWindows(nowMs: number, deps: AnalysisDeps): Promise<AnalysisOutcome | null> {
  const lease = await acquireLease(deps.table, deps.monitor.name, nowMs);
  if (!lease) return null;
  const isHeld = await isHeldBack(nowMs, deps);
  const { analyzed, waiting, openIncidents } = isHeld
    ? await restThisHour(nowMs, deps)
    : await judgeDue(lease.fence, nowMs, deps);
  if (!isHeld) await considerRetraining(lease.fence, nowMs, deps);
  await noteConfiguration(nowMs, deps);
  const events = await drainEvents(deps.table, deps.events, deps.monitor.name, nowMs);
  for (const { id, reason } of events.refused) deps.log.error("event was not published", { event: id, reason });
  const mails = await drainOutbox(deps.table, deps.mails, deps.monitor.name, nowMs);
  for (const { id, error } of mails.failures) deps.log.error("mail was not sent", { mail: id, error: String(error) });
  await passNoticesOn(nowMs, deps);
  await lease.release();
  raiseStuckMails(mails.failures, nowMs);
  return { analyzed, waiting, openIncidents, mailsSent: mails.sent, mailsFailed: mails.failures.length };
}

/** The hub's spend asks for it: nothing is judged, and nothing said of silence. What is known stays, mails are sent. */
async function restThisHour(nowMs: number, deps: AnalysisDeps): Promise<Work> {
  const openIncidents = await openIncidentCount(deps.table, deps.monitor.name, nowMs);
  await publishRest(openIncidents, nowMs, deps);
  return { analyzed: 0, waiting: 0, openIncidents };
}

/** A webhook that can't be told stops no mail: its notices wait for the next run. */
async function passNoticesOn(nowMs: number, { table, monitor, notices, log }: AnalysisDeps): Promise<void> {
  if (notices === null) return;
  const { failure } = await drainNotices(table, notices, monitor.name, nowMs);
  if (failure !== null) log.error("notices were not queued", { error: failure });
}

/**
 * Nobody can be told by mail that mails can't be sent. A run that fails is what the pipeline's alarm sees, and CloudWatch tells of it by
 * itself.
 */
function raiseStuckMails(failures: readonly UnsentMail[], nowMs: number): void {
  const stuck = failures.filter(({ writtenAtMs }) => writtenAtMs < nowMs);
  const [first] = stuck;
  if (!first) return;
  const since = new Date(Math.min(...stuck.map(({ writtenAtMs }) => writtenAtMs))).toISOString();
  throw new PlumblineError(
    "MAILS_STUCK",
    `mails expect to be taken by their topic, got ${stuck.length} refused, the oldest of ${since}: ${messageOf(first.error)}`,
    { details: { mails: stuck.length, since }, cause: first.error },
  );
}
