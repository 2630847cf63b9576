import type { Ack, Answer, Mute } from "../../contracts/answers.js";
import type { Incident, IncidentTransition, Severity } from "../../contracts/verdict.js";
import { muteOf, muteSpans } from "./mutes.js";

/**
 * The answer that keeps this transition from being paged at this time: a mute of all that it would tell, or, where an incident
 * has become worse, somebody's word that he looks at it.
 *
 * @param answers given until then, in their order
 * @returns null where it pages
 */
export function holdingAnswer(
  { kind, incident }: IncidentTransition,
  answers: readonly Answer[],
  page: Severity,
  atMs: number,
): Mute | Ack | null {
  const mute = muteOf(incident, muteSpans(answers), page, atMs);
  if (mute) return mute;
  return kind === "escalated" ? (ackOf(incident, answers, atMs) ?? null) : null;
}

/** The word in force that somebody looks at this incident. */
export function ackOf({ id }: Pick<Incident, "id">, answers: readonly Answer[], atMs: number): Ack | undefined {
  const acks = answers.filter((answer): answer is Ack => answer.kind === "ack" && answer.incident === id);
  const last = acks.at(-1);
  return last && last.untilMs > atMs ? last : undefined;
}

/** A transition that was kept back, and by which answer. */
export interface HeldBack {
  readonly answer: number;
  readonly atMs: number;
}

/** Mutes that ended longer ago are no news. */
const NEWS_MS = 30 * 24 * 3_600_000;

/**
 * The answer whose end makes an incident that is not closed be told now, once: it was muted until now, or something of it was
 * kept back by an answer that no longer holds. Null where it has been told since, is still held back, or never was.
 *
 * @param held what was kept back of this incident
 * @param lastToldMs when the last mail about this incident was written; null for never
 */
export function overdueSince(
  incident: Incident,
  answers: readonly Answer[],
  held: readonly HeldBack[],
  lastToldMs: number | null,
  page: Severity,
  atMs: number,
): number | null {
  const spans = muteSpans(answers);
  const isMuted = (timeMs: number): boolean => muteOf(incident, spans, page, timeMs) !== null;
  if (isMuted(atMs)) return null;
  const acked = ackOf(incident, answers, atMs);
  const ends = spans
    .filter(({ endMs }) => endMs <= atMs && endMs > Math.max(atMs - NEWS_MS, startMs(incident), lastToldMs ?? 0))
    .filter(({ endMs }) => isMuted(endMs - 1) && !isMuted(endMs));
  // What was kept back in the run that wrote the last mail is not in it.
  const kept = held.filter(({ answer, atMs: heldMs }) => answer !== acked?.number && heldMs >= (lastToldMs ?? 0));
  const due = [...ends.map(({ mute }) => mute.number), ...kept.map(({ answer }) => answer)];
  return due.length === 0 ? null : Math.max(...due);
}

const startMs = ({ openedHour }: Incident): number => openedHour * 3_600_000;
