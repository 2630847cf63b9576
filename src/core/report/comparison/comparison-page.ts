import type { FeatureKind } from "../../../contracts/records.js";
import type { NativeChange } from "../../../contracts/verdict.js";
import type { QualityValue } from "../../quality/measure.js";
import type { QualityState } from "../../quality/quality-metric.js";
import { type ChartBin, binChart } from "../bin-chart.js";
import { escapeHtml } from "../escape.js";
import { LABELLED_STYLE, labelledSection } from "../labelled/labelled-section.js";
import { metricTable } from "../labelled/metric-table.js";
import { type Entries, figures, provenanceSection, table } from "../page/page-parts.js";
import { pageShell } from "../page/page-shell.js";
import { formatChange, formatCount, formatNumber, formatShare } from "../words.js";

export type ColumnVerdict =
  "drifting" | "insufficient data" | "only in reference" | "only in current" | "not compared" | "ok";

/** One column of two files. */
export interface ColumnOnPage {
  readonly name: string;
  readonly kind: FeatureKind | null;
  readonly verdict: ColumnVerdict;
  /** Standard deviations of the reference; null where it could not be judged. */
  readonly effect: number | null;
  /** In the column's own units; null where there is nothing to compare. */
  readonly change: NativeChange | null;
  /** Metrics beyond their threshold first. */
  readonly metrics: readonly MetricOnPage[];
  /** Why it was not compared; null where it was. */
  readonly reason: string | null;
  /** Empty where it was not compared. */
  readonly bins: readonly ChartBin[];
  readonly missing: { readonly reference: number; readonly current: number } | null;
}

export interface MetricOnPage {
  readonly name: string;
  /** What was judged, and what at: a value or a p-value. */
  readonly judged: number;
  readonly judgedBy: "value" | "p-value";
  readonly threshold: number;
  readonly drifts: boolean;
}

export interface FileOnPage {
  readonly name: string;
  readonly records: number;
  readonly rejected: number;
}

/** Everything that the report on two files shows. */
export interface ComparisonPage {
  readonly reference: FileOnPage;
  readonly current: FileOnPage;
  /** Most drifted first. */
  readonly columns: readonly ColumnOnPage[];
  /** Null without labels. */
  readonly quality: QualityOnPage | null;
  /** How it was judged. */
  readonly provenance: Entries;
}

export interface QualityOnPage {
  readonly now: QualityState;
  readonly values: readonly QualityValue[];
  /** Null where the reference has no labels. */
  readonly reference: QualityState | null;
  readonly levels: Readonly<Record<string, number>>;
  /** What could not be used, in sentences. */
  readonly notes: readonly string[];
}

const MOST_CHARTS = 100;

/** One self-contained page about two files: no scripts, nothing loaded from elsewhere; most drifted column first. */
export function comparisonPage(page: ComparisonPage): string {
  const { reference, current, quality } = page;
  return pageShell({
    title: `${current.name} against ${reference.name}`,
    style: LABELLED_STYLE,
    sections: [
      header(page),
      driftTable(page),
      ...(quality ? [labelledSection(quality.now, quality.reference), qualitySection(quality)] : []),
      charts(page),
      notJudged(page),
      provenanceSection(page.provenance),
    ],
  });
}

function header({ reference, current, columns }: ComparisonPage): string {
  const count = (verdict: ColumnVerdict): number => columns.filter((column) => column.verdict === verdict).length;
  const drifting = columns.filter(({ verdict }) => verdict === "drifting");
  const [status, words] =
    drifting.length > 0
      ? (["drifting", "Drift found"] as const)
      : count("ok") > 0
        ? (["ok", "As in the reference"] as const)
        : (["insufficient", "Too little data to judge"] as const);
  const judged = drifting.length + count("ok");
  const side = ({ rejected }: FileOnPage): string =>
    `records${rejected > 0 ? `, and ${formatCount(rejected)} rejected` : ""}`;
  const worst = drifting[0];
  const lead = worst
    ? `Most of all: ${worst.name}${worst.change ? `, ${formatChange(worst.change)}` : ""}.`
    : status === "ok"
      ? `All ${formatCount(judged)} columns that could be judged are within their limits.`
      : "No column could be judged.";
  return `<header>
<p class="status ${status}">${words}</p>
<h1>${escapeHtml(current.name)} against ${escapeHtml(reference.name)}</h1>
<p>${escapeHtml(lead)}</p>
${figures([
  { name: "Drifting", value: formatCount(drifting.length), note: `of ${formatCount(judged)} columns judged` },
  { name: "Too few rows", value: formatCount(count("insufficient data")), note: "columns" },
  { name: "Now", value: formatCount(current.records), note: side(current) },
  { name: "Reference", value: formatCount(reference.records), note: side(reference) },
])}
</header>`;
}

function driftTable({ columns }: ComparisonPage): string {
  const drifting = columns.filter(({ verdict }) => verdict === "drifting");
  if (drifting.length === 0) return "";
  const rows = drifting.map(({ name, change, effect, metrics }) => [
    escapeHtml(name),
    change ? escapeHtml(formatChange(change)) : "",
    effect === null ? "" : `${formatNumber(effect)} sd`,
    metrics
      .filter(({ drifts }) => drifts)
      .map(metricText)
      .join("<br>"),
  ]);
  const titles = [
    { title: "Column" },
    { title: "Reference -> now" },
    { title: "Size", isNumber: true },
    { title: "By which metrics" },
  ];
  return `<section><h2>What changed</h2>${table(titles, rows)}</section>`;
}

function metricText({ name, judged, judgedBy, threshold }: MetricOnPage): string {
  const what = judgedBy === "p-value" ? "p " : "";
  return `${escapeHtml(name)} ${what}${formatNumber(judged)}<small>threshold ${formatNumber(threshold)}</small>`;
}

function qualitySection({ values, levels, notes }: QualityOnPage): string {
  const list = notes.map((note) => `<li>${escapeHtml(note)}</li>`).join("");
  return `<section><h2>All quality metrics</h2>${list === "" ? "" : `<ul>${list}</ul>`}<p>Intervals are 95 %.</p>${metricTable(values, levels)}</section>`;
}

function charts({ columns }: ComparisonPage): string {
  const drawn = columns.filter(({ bins }) => bins.length > 0);
  if (drawn.length === 0) return "";
  const figure = ({ name, kind, verdict, bins, missing }: ColumnOnPage): string => {
    const mark = verdict === "drifting" ? ' <span class="severity high">drifts</span>' : "";
    const note = missing
      ? `<p class="note">missing ${formatShare(missing.current)} (reference ${formatShare(missing.reference)})</p>`
      : "";
    return `<figure><figcaption><strong>${escapeHtml(name)}</strong> ${kind ?? ""}${mark}</figcaption>${binChart(`${name}: shares by bin, reference against now`, bins)}${note}</figure>`;
  };
  const rest = drawn.length - MOST_CHARTS;
  const more = rest > 0 ? `<p>${formatCount(rest)} more columns are not drawn.</p>` : "";
  return `<section><h2>Columns</h2><p class="legend"><span class="key reference"></span>reference <span class="key current"></span>now</p><div class="features">${drawn.slice(0, MOST_CHARTS).map(figure).join("")}</div>${more}</section>`;
}

function notJudged({ columns }: ComparisonPage): string {
  const others = columns.filter(({ verdict }) => verdict !== "drifting" && verdict !== "ok");
  if (others.length === 0) return "";
  const rows = others.map(({ name, verdict, reason }) => [escapeHtml(name), verdict, escapeHtml(reason ?? "")]);
  return `<section><h2>Not judged</h2>${table([{ title: "Column" }, { title: "Verdict" }, { title: "Why" }], rows)}</section>`;
}
