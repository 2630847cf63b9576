import type { FeatureBaseline } from "../../../contracts/baseline.js";
import type { FeatureSample } from "../../../contracts/drift.js";
import type { IncidentFinding } from "../../../contracts/verdict.js";
import type { CheckHistory } from "../../verdict/calibrated/check-history.js";
import { binChart } from "../bin-chart.js";
import { chartBins } from "../chart-bins.js";
import { escapeHtml } from "../escape.js";
import { describeCheck, formatChange, formatCount, formatShare } from "../words.js";
import { trendChart } from "./trend-chart.js";

/** What there is to see of one feature of an incident. */
export interface FeatureEvidence {
  /** The feature's worst finding. */
  readonly finding: IncidentFinding;
  /** With the counts of what is normal. */
  readonly normal: FeatureBaseline;
  readonly now: FeatureSample;
  /** When `now` was, for people. */
  readonly nowWhen: string;
  /** Null where the check keeps no history. */
  readonly history: CheckHistory | null;
}

/** What the course of a check is of. */
function courseWords({ check }: IncidentFinding, { usual }: CheckHistory): string {
  return usual === null
    ? `${escapeHtml(check)}.`
    : "distance from what is usual then. Grey: where unchanged data stays 19 times of 20.";
}

/** Features that are drawn; a page with more is read by no one. */
export const MOST_DRAWN = 20;

export function evidenceSection(evidence: readonly FeatureEvidence[]): string {
  if (evidence.length === 0) return "";
  const legend = `<p class="legend"><span class="key reference"></span>normal <span class="key current"></span>now</p>`;
  const shown = evidence.slice(0, MOST_DRAWN).map(featureFigure);
  const rest = evidence.length - shown.length;
  const more = rest > 0 ? `<p class="note">${formatCount(rest)} more features changed less: see the table.</p>` : "";
  return `<section><h2>What it looks like</h2>${legend}${shown.join("")}${more}</section>`;
}

function featureFigure({ finding, normal, now, nowWhen, history }: FeatureEvidence): string {
  const name = escapeHtml(finding.feature);
  const change = finding.change ? escapeHtml(formatChange(finding.change)) : "";
  const head = `<h3>${name} <span class="severity ${finding.severity}">${finding.severity}</span></h3>`;
  const share = (missing: number, rows: number): string => formatShare(missing / Math.max(1, missing + rows));
  const missing = `missing ${share(now.missing, now.rows)} (normally ${share(normal.missing, normal.rows)})`;
  const shares =
    now.rows === 0
      ? `<p>No values ${escapeHtml(nowWhen)}; ${missing}.</p>`
      : `<p>Share of values, ${escapeHtml(nowWhen)}: ${formatCount(now.rows)} values, ${missing}</p>${binChart(`${finding.feature}: shares by bin, normal against now`, chartBins(normal, now))}`;
  const trend = history && trendChart(`${finding.feature}: ${finding.check} by day`, history, finding.onsetHour);
  const course =
    history && trend
      ? `<div><p>${escapeHtml(describeCheck(finding))}, by ${history.unit}: ${courseWords(finding, history)}${history.limit === null ? "" : " Dashed: the alarm line."}</p>${trend}</div>`
      : "";
  return `<figure class="evidence">${head}<p class="note">${change}</p><div class="charts"><div>${shares}</div>${course}</div></figure>`;
}
