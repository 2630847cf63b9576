import type { Rejects } from "../../contracts/records.js";
import type { Finding, HourIndex, Verdict, VerdictStatus, WindowLatency } from "../../contracts/verdict.js";
import { describeFinding, formatCount, formatNumber } from "../report/words.js";
import { rankFindings } from "./rank-causes.js";

/** What a verdict is made of besides its findings. */
export interface VerdictSubject {
  readonly monitor: string;
  readonly hour: HourIndex;
  readonly baselineVersion: string | null;
  readonly records: number;
  readonly rejects: Rejects;
  readonly restatement: number;
  /** What else is to be told of the window; last among the reasons. */
  readonly notes?: readonly string[];
  /** Told as it is. */
  readonly latency?: WindowLatency;
}

/** Drifting checks that are named one by one in the reasons. */
const NAMED_REASONS = 5;

/**
 * What a window's checks say together. A window in which nothing could be judged is never ok.
 *
 * @param learning how far the rule is with learning what is normal; until then a window that does not drift is `learning`
 */
export function verdictOf(
  { notes = [], ...subject }: VerdictSubject,
  findings: readonly Finding[],
  learning?: string,
): Verdict {
  const ranked = rankFindings(findings);
  const judged = ranked.filter(({ state }) => state === "ok" || state === "drifting");
  return {
    ...subject,
    status: learning !== undefined && statusOf(ranked) !== "drifting" ? "learning" : statusOf(ranked),
    reasons: [...(learning === undefined ? [] : [learning]), ...reasonsOf(ranked, subject.records), ...notes],
    score: judged.length > 0 ? Math.max(...judged.map(({ ratio }) => ratio)) : null,
    findings: ranked,
  };
}

/** A window that was not compared at all, and why. */
export function unjudgedVerdict(
  { notes = [], ...subject }: VerdictSubject,
  status: "learning" | "insufficient",
  reason: string,
): Verdict {
  return { ...subject, status, reasons: [reason, ...notes], score: null, findings: [] };
}

function statusOf(findings: readonly Finding[]): VerdictStatus {
  const states = new Set(findings.map(({ state }) => state));
  if (states.has("drifting")) return "drifting";
  if (states.has("ok")) return "ok";
  return states.has("learning") ? "learning" : "insufficient";
}

function reasonsOf(ranked: readonly Finding[], records: number): readonly string[] {
  if (records === 0) return ["no records in this window"];
  const drifting = ranked.filter(({ state }) => state === "drifting");
  // The worst check of each feature: the others say the same in other words.
  const named = drifting.filter((finding, i) => drifting.findIndex((it) => it.feature === finding.feature) === i);
  const reasons = named.slice(0, NAMED_REASONS).map(driftReason);
  if (named.length > NAMED_REASONS) reasons.push(`and ${named.length - NAMED_REASONS} more features`);
  const insufficient = ranked.filter(({ state }) => state === "insufficient");
  if (insufficient.length > 0) reasons.push(insufficientReason(insufficient, ranked.length));
  const learning = ranked.filter(({ state }) => state === "learning").length;
  if (learning > 0) reasons.push(`${formatCount(learning)} of ${formatCount(ranked.length)} checks are still learning`);
  return reasons.length > 0 ? reasons : [okReason(ranked)];
}

function driftReason(finding: Finding): string {
  const numbers = `${finding.check} ${formatNumber(finding.value)}, limit ${formatNumber(finding.limit)}`;
  return `${describeFinding(finding)} (${numbers}, ${formatCount(finding.rows)} rows)`;
}

function insufficientReason(insufficient: readonly Finding[], all: number): string {
  const count = `${formatCount(insufficient.length)} of ${formatCount(all)} checks could not be judged`;
  const example = insufficient[0]!;
  return `${count}: too few rows (${example.feature} ${example.check}: ${example.reason ?? "no reason given"})`;
}

function okReason(ranked: readonly Finding[]): string {
  const judged = ranked.filter(({ state }) => state === "ok").length;
  if (judged === 0) return "the baseline has no feature that can be checked";
  return `all ${formatCount(judged)} checks are within their limits`;
}
