import type { Ack, Answer, Mute, MuteScope } from "../../contracts/answers.js";
import { PlumblineError } from "../../contracts/errors.js";
import type { StateTable } from "../../contracts/ports.js";
import { describeAnswer, describeScope } from "../../core/answers/answer-words.js";
import { ackOf } from "../../core/answers/holding.js";
import { mutesInForce, muteSpans, sameScope } from "../../core/answers/mutes.js";
import { DAY_MS } from "../hour.js";
import { answersGiven, giveAnswer, type Speaker } from "./answer-log.js";
import { liveIncident, requireCheck, requireFeatures, requireMonitor } from "./known-names.js";

/** Longer than any of these, an answer would be forgotten before it ends. */
const LONGEST_MUTE_MS = 90 * DAY_MS;
const LONGEST_ACK_MS = 7 * DAY_MS;

/** What was said, and what it takes the place of. */
export interface Said<T extends Answer> {
  readonly answer: T;
  readonly superseded: Answer | null;
}

/**
 * Incidents of this scope send no page until then; at most 90 days.
 *
 * @param replace whether a mute of this scope that is in force may be superseded
 * @throws PlumblineError `ALREADY_ANSWERED` when one is in force, `BAD_UNTIL`, `UNKNOWN_...`, `ANSWERED_MEANWHILE`
 */
export async function mute(
  table: StateTable,
  monitor: string,
  { scope, untilMs, replace }: { readonly scope: MuteScope; readonly untilMs: number; readonly replace: boolean },
  speaker: Speaker,
): Promise<Said<Mute>> {
  await requireMonitor(table, monitor, speaker.atMs);
  requireCheck(scope.check);
  await requireFeatures(table, monitor, scope.feature === null ? [] : [scope.feature], speaker.atMs);
  requireUntil(untilMs, speaker.atMs, LONGEST_MUTE_MS);
  const known = await answersGiven(table, monitor, Infinity);
  const superseded = muteInForce(known, scope, speaker.atMs);
  if (superseded && !replace) throw already(superseded);
  const answer = await giveAnswer(table, monitor, { kind: "mute", scope, untilMs }, speaker, known);
  return { answer, superseded };
}

/** Ends the mute of exactly this scope. @throws PlumblineError `NOT_MUTED`, naming what is */
export async function unmute(
  table: StateTable,
  monitor: string,
  scope: MuteScope,
  speaker: Speaker,
): Promise<Said<Answer>> {
  await requireMonitor(table, monitor, speaker.atMs);
  const known = await answersGiven(table, monitor, Infinity);
  const superseded = muteInForce(known, scope, speaker.atMs);
  if (!superseded) {
    const muted = mutesInForce(muteSpans(known), speaker.atMs).map((one) => describeScope(one.scope));
    const instead = muted.length === 0 ? "nothing is" : `muted are: ${muted.join(", ")}`;
    throw new PlumblineError("NOT_MUTED", `${describeScope(scope)} of ${monitor} is not muted; ${instead}`);
  }
  const answer = await giveAnswer(table, monitor, { kind: "unmute", scope }, speaker, known);
  return { answer, superseded };
}

/** Somebody looks at an open incident: no escalation of it is mailed until then; at most 7 days. */
export async function acknowledge(
  table: StateTable,
  monitor: string,
  { incident, untilMs, replace }: { readonly incident: string; readonly untilMs: number; readonly replace: boolean },
  speaker: Speaker,
): Promise<Said<Ack>> {
  await requireMonitor(table, monitor, speaker.atMs);
  await liveIncident(table, monitor, incident, speaker.atMs);
  requireUntil(untilMs, speaker.atMs, LONGEST_ACK_MS);
  const known = await answersGiven(table, monitor, Infinity);
  const superseded = ackOf({ id: incident }, known, speaker.atMs) ?? null;
  if (superseded && !replace) throw already(superseded);
  const answer = await giveAnswer(table, monitor, { kind: "ack", incident, untilMs }, speaker, known);
  return { answer, superseded };
}

function muteInForce(known: readonly Answer[], scope: MuteScope, atMs: number): Mute | null {
  return mutesInForce(muteSpans(known), atMs).find((one) => sameScope(one.scope, scope)) ?? null;
}

function already(answer: Answer): PlumblineError {
  return new PlumblineError(
    "ALREADY_ANSWERED",
    `somebody has said so already: ${describeAnswer(answer)}. Say --replace to supersede it`,
    { details: { number: answer.number } },
  );
}

function requireUntil(untilMs: number, nowMs: number, longestMs: number): void {
  if (untilMs > nowMs && untilMs <= nowMs + longestMs) return;
  const got = new Date(untilMs).toISOString();
  throw new PlumblineError(
    "BAD_UNTIL",
    `the end expects a time within the next ${longestMs / DAY_MS} days, got ${got}`,
  );
}
