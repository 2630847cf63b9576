import type { HourIndex, Finding, Incident, IncidentFinding, Verdict } from "../../contracts/verdict.js";
import type { FeatureEvidence } from "../../core/report/incident/feature-evidence.js";
import { MOST_DRAWN } from "../../core/report/incident/feature-evidence.js";
import { worstByFeature } from "../../core/report/incident/incident-report.js";
import { formatHour } from "../../core/report/words.js";
import { checkHistory } from "../../core/verdict/calibrated/check-history.js";
import type { CountedWindow } from "../../core/verdict/calibrated/counted-window.js";
import { levelBaseline } from "../../core/verdict/calibrated/level-baseline.js";
import { pooledValues } from "../../core/verdict/calibrated/pooled-values.js";
import { metricHistory } from "../../core/verdict/metric-history.js";
import { sampleOf } from "../../core/verdict/feature-counts.js";
import type { AnalysisDeps } from "../deps.js";
import { objectKeys } from "../keys.js";
import { zoneOf } from "../normal/time-zone.js";
import type { Judge } from "../observe-window.js";
import { hoursSince } from "../observed-hours.js";

const DAY_HOURS = 24;
/** Weeks that trends show, up to the last window. */
const SHOWN_HOURS = 21 * DAY_HOURS;

/** Counts of the last weeks on the judging baseline, ascending. */
export async function recentWindows(
  { baseline }: Judge,
  asOfHour: HourIndex,
  nowMs: number,
  { table, monitor }: AnalysisDeps,
): Promise<readonly CountedWindow[]> {
  const windows: CountedWindow[] = [];
  for await (const { hour, evidence, baselineVersion } of hoursSince(
    table,
    monitor.name,
    asOfHour - SHOWN_HOURS,
    nowMs,
  )) {
    if (hour > asOfHour) break;
    if (evidence && baselineVersion === baseline?.version) windows.push({ hour, evidence });
  }
  return windows;
}

/** What there is to see of an incident's features: the shares of the window (or day) that it drifted in last, and the course of its checks. */
export async function evidenceOf(
  incident: Incident,
  windows: readonly CountedWindow[],
  judge: Judge,
  { monitor }: AnalysisDeps,
): Promise<readonly FeatureEvidence[]> {
  if (!judge.baseline || windows.length === 0) return [];
  const { normal } = await judge.rules.at(incident.lastDriftingHour);
  const usual = normal ? levelBaseline(judge.baseline, normal) : judge.baseline;
  const evidence: FeatureEvidence[] = [];
  for (const finding of worstByFeature(incident)) {
    const place = usual.features.findIndex(({ name }) => name === finding.feature);
    const span = spanOf(finding, incident, windows);
    if (evidence.length >= MOST_DRAWN || place < 0 || span.length === 0) continue;
    const counted = pooledValues(
      span.map((window) => window.evidence),
      place,
    );
    evidence.push({
      finding,
      normal: usual.features[place]!,
      now: sampleOf(usual.features[place]!, counted.counts),
      nowWhen: whenOf(span),
      history:
        (normal && checkHistory(judge.baseline, normal, windows, finding, zoneOf(monitor.window.timeZone))) ??
        metricHistory(judge.baseline.features[place]!, place, windows, finding),
    });
  }
  return evidence;
}

/** The last day that drifted, without what lay before the change. */
function spanOf(
  { onsetHour }: IncidentFinding,
  { lastDriftingHour: last }: Incident,
  windows: readonly CountedWindow[],
): readonly CountedWindow[] {
  const from = Math.max(last - DAY_HOURS + 1, Math.min(onsetHour, last));
  return windows.filter(({ hour }) => hour >= from && hour <= last);
}

function whenOf(span: readonly CountedWindow[]): string {
  const [first, last] = [span[0]!.hour, span.at(-1)!.hour];
  return first === last
    ? `in the window of ${formatHour(last)}`
    : `from ${formatHour(first)} to ${formatHour(last + 1)}`;
}

/** A check of a feature that is not part of the incident counts as moved from this share of its limit on. */
const MOVED_FROM = 0.5;

/** The nearest to their limit of each other feature in the incident's last drifting window, nearest first. */
export async function otherMoves(
  { findings, lastDriftingHour }: Incident,
  { store, monitor }: AnalysisDeps,
): Promise<readonly Finding[]> {
  const stored = await store.get(objectKeys.verdict(monitor.name, lastDriftingHour));
  if (!stored) return [];
  const verdict = JSON.parse(new TextDecoder().decode(stored.bytes)) as Verdict;
  const known = new Set(findings.map(({ feature }) => feature));
  const nearest = new Map<string, Finding>();
  for (const finding of verdict.findings) {
    const isJudged = finding.state === "ok" || finding.state === "drifting";
    if (!isJudged || known.has(finding.feature) || finding.ratio < MOVED_FROM) continue;
    const before = nearest.get(finding.feature);
    if (!before || finding.ratio > before.ratio) nearest.set(finding.feature, finding);
  }
  return [...nearest.values()].sort((a, b) => b.ratio - a.ratio);
}
