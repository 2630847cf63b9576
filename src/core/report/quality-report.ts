import type { HourIndex, Incident } from "../../contracts/verdict.js";
import { coverageShare, delayWithin, type LabelCoverage } from "../labels/coverage.js";
import type { QualityValue } from "../quality/measure.js";
import type { QualityState } from "../quality/quality-metric.js";
import type { CountedMetric } from "../verdict/quality/quality-counts.js";
import type { QualityDay } from "../verdict/quality/quality-day.js";
import { unitOf } from "../verdict/quality/realised-metrics.js";
import { escapeHtml } from "./escape.js";
import { qualityChart } from "./quality-chart.js";
import { QUALITY_STYLE } from "./quality-style.js";
import { LABELLED_STYLE, labelledSection } from "./labelled/labelled-section.js";
import { metricTable } from "./labelled/metric-table.js";
import { modelCard, type ModelFacts } from "./page/model-card.js";
import { type Entries, provenanceSection } from "./page/page-parts.js";
import { openIncidents } from "./open-incidents.js";
import { pageShell } from "./page/page-shell.js";
import { formatCount, formatHour, formatNumber, formatShare } from "./words.js";

/** Everything that the report on a model's quality shows. */
export interface QualityReport {
  readonly monitor: string;
  readonly writtenMs: number;
  /** Title of the task's first metric, and its name. */
  readonly metric: { readonly name: string; readonly title: string };
  /** What it was in the reference; null while that is being learned. */
  readonly level: number | null;
  /** Ascending. */
  readonly days: readonly QualityDay[];
  /** Windows up to which labels have been judged; null before the first. */
  readonly judgedTo: HourIndex | null;
  /** Metrics of the last days that have been judged. */
  readonly recent: QualityOfSpan | null;
  readonly incidents: readonly Incident[];
  /** How verdicts are reached, in sentences. */
  readonly rules: readonly string[];
  readonly model?: ModelFacts;
  /** What people have said of the open incidents, a sentence each. Default none. */
  readonly said?: readonly string[];
  /** What else it rests on. Default nothing. */
  readonly provenance?: Entries;
}

/** All metrics of some windows together. */
export interface QualityOfSpan {
  readonly from: HourIndex;
  /** Exclusive. */
  readonly to: HourIndex;
  readonly values: readonly QualityValue[];
  /** What the reference had, by metric. */
  readonly levels: Readonly<Record<string, number>>;
  readonly coverage: LabelCoverage;
  /** The counts themselves, for curves; those of the reference where they are kept. */
  readonly now: QualityState;
  readonly reference: QualityState | null;
}

const HOUR_MS = 3_600_000;

/** One self-contained page: no scripts, nothing loaded from elsewhere. */
export function qualityReport(report: QualityReport): string {
  const title = `${report.monitor}: is the model still right?`;
  const sections = [
    header(report, title),
    openIncidents(report.incidents, report.said),
    chart(report),
    labelledSection(report.recent?.now ?? null, report.recent?.reference ?? null),
    days(report),
    metrics(report),
    modelCard(report.model ?? {}),
    limits(report),
  ];
  return pageShell({ title, sections, style: QUALITY_STYLE + LABELLED_STYLE });
}

function header({ incidents: open, level, model, judgedTo, writtenMs }: QualityReport, title: string): string {
  const status = open.length > 0 ? "drifting" : level === null ? "learning" : "ok";
  const words = { drifting: "Changed", learning: "Learning", ok: "As in the reference" }[status];
  const judged =
    judgedTo === null
      ? "No window has enough labels to be judged yet."
      : `Judged up to predictions of ${formatHour(judgedTo)}: later ones still wait for their labels.`;
  return `<header>
<p class="status ${status}">${words}</p>
<h1>${escapeHtml(title)}</h1>
${model?.description ? `<p>${escapeHtml(model.description)}</p>` : ""}
<p class="note">${judged} Written ${timeOf(writtenMs)}.</p>
</header>`;
}

function chart({ metric, days: shown, level }: QualityReport): string {
  const drawn = qualityChart(`${metric.title} by day`, shown, level, formatOf(metric.name));
  if (drawn === "") return "";
  const dashed = level === null ? "" : ` Dashed: the reference, ${formatOf(metric.name)(level)}.`;
  return `<section><h2>${escapeHtml(capital(metric.title))}</h2><p class="legend"><span class="key realised"></span>by labels, with its 95 % interval <span class="key expected"></span>estimated, if inputs still mean what they meant.${dashed}</p><div class="scroll">${drawn}</div></section>`;
}

function days({ metric, days: shown }: QualityReport): string {
  const format = formatOf(metric.name);
  const rows = [...shown].reverse().map((day) => {
    const share = day.predictions === 0 ? "" : formatShare(day.labelled / day.predictions);
    const cells = [
      formatCount(day.predictions),
      share,
      intervalOf(day.realised, format),
      intervalOf(day.estimated, format),
    ];
    return `<tr><th scope="row">${formatHour(day.hour).slice(0, 10)}</th>${cells.map((cell) => `<td class="number">${cell}</td>`).join("")}<td>${restated(day)}</td></tr>`;
  });
  if (rows.length === 0) return "<section><p>No prediction has been seen yet.</p></section>";
  return `<section><h2>By day</h2><div class="scroll"><table><thead><tr><th>Predictions of</th><th class="number">Count</th><th class="number">With a label</th><th class="number">By labels</th><th class="number">Estimated</th><th>Restated</th></tr></thead><tbody>${rows.join("")}</tbody></table></div></section>`;
}

function restated({ restated: change }: QualityDay): string {
  if (!change) return "";
  const { atMs, coverageBefore, coverage } = change;
  return `restated at ${timeOf(atMs)}, coverage ${formatShare(coverageBefore)} -> ${formatShare(coverage)}`;
}

function intervalOf(metric: CountedMetric | null, format: (value: number) => string): string {
  if (!metric) return "";
  const { value, low, high } = metric;
  const interval = low === null || high === null ? "" : `<small>${format(low)} to ${format(high)}</small>`;
  return `${format(value)}${interval}`;
}

function metrics({ recent }: QualityReport): string {
  if (!recent) return "";
  const { from, to, values, levels, coverage } = recent;
  const [share, delay] = [coverageShare(coverage), delayWithin(coverage, 0.5)];
  const came = share.defined ? `${formatShare(share.value)} of predictions have a label` : "no prediction";
  const late = delay.defined ? `, half of them within ${formatNumber(delay.value / HOUR_MS)} hours` : "";
  return `<section><h2>All metrics, predictions of ${formatHour(from)} to ${formatHour(to)}</h2><p>${came}${late}. Intervals are 95 %.</p>${metricTable(values, levels)}</section>`;
}

function limits({ rules, provenance = [] }: QualityReport): string {
  return provenanceSection([
    ...rules.map((rule): [string, string] => ["Rule", rule]),
    [
      "Estimates",
      "rest on what the reference's labels said of such scores. They follow any change of the inputs and are blind to a change of what inputs mean; only labels show that.",
    ],
    ...provenance,
  ]);
}

const formatOf = (metric: string): ((value: number) => string) =>
  unitOf(metric) === "share" ? formatShare : formatNumber;
const timeOf = (ms: number): string => `${new Date(ms).toISOString().slice(0, 16).replace("T", " ")} UTC`;
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
