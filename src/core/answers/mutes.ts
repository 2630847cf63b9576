import type { Answer, Mute, MuteScope } from "../../contracts/answers.js";
import type { Finding, Incident, Severity } from "../../contracts/verdict.js";
import { pages } from "../verdict/severity.js";

/** From when to when a mute was in force: its own end, or an earlier answer about the same scope. */
export interface MuteSpan {
  readonly mute: Mute;
  /** Exclusive. */
  readonly endMs: number;
}

/** @param answers in their order */
export function muteSpans(answers: readonly Answer[]): readonly MuteSpan[] {
  return answers.flatMap((mute, place) => {
    if (mute.kind !== "mute") return [];
    const ended = answers
      .slice(place + 1)
      .find((later) => (later.kind === "mute" || later.kind === "unmute") && sameScope(later.scope, mute.scope));
    return [{ mute, endMs: Math.min(mute.untilMs, ended?.atMs ?? Infinity) }];
  });
}

export function mutesInForce(spans: readonly MuteSpan[], atMs: number): readonly Mute[] {
  return spans.filter(({ mute, endMs }) => mute.atMs <= atMs && atMs < endMs).map(({ mute }) => mute);
}

export function sameScope(a: MuteScope, b: MuteScope): boolean {
  return a.feature === b.feature && a.check === b.check;
}

/**
 * The mute that keeps an incident quiet at this time: each of its findings that would page is covered, be it by different mutes.
 * An incident with one that isn't covered pages.
 *
 * @param page least severity that pages
 * @returns the latest of them; null where it isn't muted
 */
export function muteOf(
  { findings }: Pick<Incident, "findings">,
  spans: readonly MuteSpan[],
  page: Severity,
  atMs: number,
): Mute | null {
  const inForce = mutesInForce(spans, atMs);
  const paging = findings.filter(({ severity }) => pages(severity, page));
  const told = paging.length > 0 ? paging : findings;
  const covering = told.map((finding) => inForce.findLast(({ scope }) => covers(scope, finding)));
  const found = covering.filter((mute) => mute !== undefined);
  if (found.length === 0 || found.length < covering.length) return null;
  return found.reduce((latest, mute) => (mute.number > latest.number ? mute : latest));
}

function covers(scope: MuteScope, { feature, check }: Pick<Finding, "feature" | "check">): boolean {
  return (scope.feature === null || scope.feature === feature) && (scope.check === null || scope.check === check);
}
