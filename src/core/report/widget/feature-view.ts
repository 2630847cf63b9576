import type { Finding } from "../../../contracts/verdict.js";
import { type ChartBin, binChart } from "../bin-chart.js";
import { escapeHtml } from "../escape.js";
import { describeCheck, describeFinding, formatCount, formatHour, formatNumber, formatShare } from "../words.js";
import { type LevelChart, levelChart } from "./level-chart.js";

/** Everything that the view of one feature shows. */
export interface FeatureView {
  readonly feature: string;
  /** For people: a table's address or a period. */
  readonly reference: string;
  readonly referenceRows: number;
  readonly level: LevelChart;
  /** Training reference beside the last windows. */
  readonly bins: readonly ChartBin[];
  readonly now: {
    readonly rows: number;
    /** Shares of missing values: of the reference and of the last windows. */
    readonly missing: { readonly reference: number; readonly now: number };
    readonly fromHour: number;
    readonly toHour: number;
  } | null;
  /** Of the latest judged window, worst first. */
  readonly findings: readonly Finding[];
}

const MOST_FINDINGS = 4;

/** One feature: what its checks say, its level over time against what is usual, its values now against the reference. */
export function featureViewHtml(view: FeatureView): string {
  const { feature, level, reference, referenceRows } = view;
  const usual =
    level.usual === null
      ? "Dashed: the level learned."
      : "Dashed: the level learned. Band: where 19 of 20 windows lay when it was learned.";
  return `<h3>${escapeHtml(feature)}</h3>${checks(view)}<div class="charts"><div><h4>${escapeHtml(level.title)} by window</h4>${levelChart(level)}<p class="quiet">${usual}</p></div><div><h4>Values now against the reference</h4>${values(view)}<p class="quiet">${keyOf("reference", "reference")}${keyOf("current", "now")}Reference: ${escapeHtml(reference)}, ${formatCount(referenceRows)} values.</p></div></div>`;
}

function keyOf(className: string, words: string): string {
  return `<span class="key"><svg viewBox="0 0 12 12" aria-hidden="true"><path class="${className}" d="M0 0h12v12H0z"/></svg>${words}</span>`;
}

function checks({ findings }: FeatureView): string {
  const judged = findings.filter(({ state, ratio }) => state === "drifting" || (state === "ok" && ratio > 0));
  if (judged.length === 0) return '<p class="quiet">No check of it says anything in the latest window.</p>';
  const lines = judged.slice(0, MOST_FINDINGS).map((finding) => {
    const limit = `${formatNumber(finding.ratio)} of its limit`;
    const words =
      finding.state === "drifting"
        ? `${describeFinding(finding)}: ${describeCheck(finding)}, ${limit}`
        : `${finding.check}: ${limit}`;
    return `<li>${escapeHtml(words)}</li>`;
  });
  return `<ul>${lines.join("")}</ul>`;
}

function values({ feature, bins, now }: FeatureView): string {
  if (now === null) return '<p class="quiet">No window in this time range.</p>';
  const { rows, missing, fromHour, toHour } = now;
  const span = `${formatHour(fromHour)} to ${formatHour(toHour)}`;
  const note = `${span}: ${formatCount(rows)} values; missing ${formatShare(missing.now)} (reference ${formatShare(missing.reference)})`;
  return `${binChart(`${feature}: shares by bin, reference against now`, bins)}<p class="quiet">${note}</p>`;
}
