import type { Baseline, FeatureBaseline } from "../../contracts/baseline.js";
import type { FeatureSample } from "../../contracts/drift.js";
import type { WindowSample } from "../../contracts/rule.js";
import type { Finding, Incident, Verdict } from "../../contracts/verdict.js";
import type { UnusualWindow } from "../calibration/types.js";
import type { FeatureSkew } from "../verdict/calibrated/training-skew.js";
import { binChart } from "./bin-chart.js";
import { chartBins } from "./chart-bins.js";
import { escapeHtml } from "./escape.js";
import { openIncidents } from "./open-incidents.js";
import { eventTimeline, type TimelineEntry } from "./incident/event-timeline.js";
import { modelCard, type ModelFacts } from "./page/model-card.js";
import { type Entries, figures, provenanceSection, table } from "./page/page-parts.js";
import { pageShell } from "./page/page-shell.js";
import { formatChange, formatCount, formatHour, formatLatency, formatNumber, formatShare } from "./words.js";

/** Everything that a window's report shows. */
export interface WindowReport {
  readonly verdict: Verdict;
  /** Null while nothing has been learned yet. */
  readonly baseline: Baseline | null;
  readonly window: WindowSample;
  readonly incidents: readonly Incident[];
  readonly rule: string;
  readonly arrivalTime: boolean;
  /** Lasting difference between training table and production, largest first. Default none. */
  readonly skew?: readonly FeatureSkew[];
  /** Windows of the reference that its own limits would have alarmed in: candidates for exclusion. Default none. */
  readonly unusual?: readonly UnusualWindow[];
  readonly model?: ModelFacts;
  /** What people have said of the open incidents, a sentence each. Default none. */
  readonly said?: readonly string[];
  /** What happened in the days before. Default nothing. */
  readonly timeline?: readonly TimelineEntry[];
  /** What else it rests on: captures, budget, configuration. Default nothing. */
  readonly provenance?: Entries;
}

const MAX_CHARTS = 100;
const STATUS_WORDS: Readonly<Record<Verdict["status"], string>> = {
  ok: "As in the reference",
  drifting: "Drifting",
  learning: "Learning",
  insufficient: "Too little data to judge",
};

/** One self-contained page: no scripts, nothing loaded from elsewhere; most important change first. */
export function windowReport(report: WindowReport): string {
  const { verdict, incidents, said, timeline = [], model = {} } = report;
  const title = `${verdict.monitor}, ${formatHour(verdict.hour)}`;
  const sections = [
    header(report, title),
    summary(report),
    openIncidents(incidents, said),
    findings(report),
    charts(report),
    skew(report),
    eventTimeline(timeline, null, "Around this window"),
    modelCard(model),
    provenance(report),
  ];
  return pageShell({ title, sections });
}

function header({ verdict, model }: WindowReport, title: string): string {
  return `<header>
<p class="status ${verdict.status}">${STATUS_WORDS[verdict.status]}</p>
<h1>${escapeHtml(title)}</h1>
${model?.description ? `<p>${escapeHtml(model.description)}</p>` : ""}
</header>`;
}

function summary({ verdict }: WindowReport): string {
  const reasons = verdict.reasons.map((reason) => `<li>${escapeHtml(reason)}</li>`).join("");
  const restated = verdict.restatement > 0 ? `<p>Judged again ${verdict.restatement} times as late data came.</p>` : "";
  return `<section aria-label="Summary">
${reasons === "" ? "" : `<ul>${reasons}</ul>`}${restated}
${figures([
  { name: "Records", value: formatCount(verdict.records) },
  { name: "Rejected", value: formatCount(verdict.rejects.total) },
  {
    name: "Score",
    value: verdict.score === null ? "none" : formatNumber(verdict.score),
    note: "1 is the alarm line",
  },
  { name: "Checks", value: formatCount(verdict.findings.length) },
])}
${latency(verdict)}
${rejects(verdict)}
</section>`;
}

function latency({ latency: told }: Verdict): string {
  return told ? `<p>Latency: ${formatLatency(told)}, of ${formatCount(told.rows)} records that say it.</p>` : "";
}

function rejects({ rejects: { total, byReason, samples } }: Verdict): string {
  if (total === 0) return "";
  const rows = Object.entries(byReason).map(([reason, count]) => {
    const sample = samples.find((entry) => entry.reason === reason);
    const where = sample ? `line ${sample.line}: ${sample.detail}` : "";
    return [escapeHtml(reason), formatCount(count), escapeHtml(where)];
  });
  const columns = [{ title: "Reason" }, { title: "Records", isNumber: true }, { title: "First seen" }];
  return `<h2>Rejected records</h2>${table(columns, rows)}`;
}

function findings({ verdict }: WindowReport): string {
  const drifting = verdict.findings.filter((finding) => finding.state === "drifting");
  const notJudged = verdict.findings.filter((finding) => finding.state === "insufficient");
  if (drifting.length === 0 && notJudged.length === 0) return "";
  const shown = drifting.length === 0 ? "" : table(FINDING_COLUMNS, drifting.map(findingCells));
  const skipped =
    notJudged.length === 0 ? "" : `<p>${formatCount(notJudged.length)} checks had too few records to judge.</p>`;
  return `<section><h2>What changed</h2>${shown}${skipped}</section>`;
}

const FINDING_COLUMNS = [
  { title: "Feature" },
  { title: "What changed" },
  { title: "Severity" },
  { title: "Check" },
  { title: "Value", isNumber: true },
  { title: "Limit", isNumber: true },
];

function findingCells({ feature, change, severity, check, lens, value, limit }: Finding): string[] {
  return [
    escapeHtml(feature),
    change ? escapeHtml(formatChange(change)) : "",
    `<span class="severity ${severity}">${severity}</span>`,
    `${escapeHtml(check)}, ${lens}`,
    formatNumber(value),
    formatNumber(limit),
  ];
}

/** Drifting features first, in the order of the findings, then the others by name. */
function charts({ verdict, baseline, window }: WindowReport): string {
  if (!baseline) return "";
  const rank = new Map<string, number>();
  for (const finding of verdict.findings) {
    if (finding.state === "drifting" && !rank.has(finding.feature)) rank.set(finding.feature, rank.size);
  }
  const order = (feature: FeatureBaseline): number => rank.get(feature.name) ?? Infinity;
  const features = [...baseline.features]
    .sort((a, b) => (order(a) === order(b) ? a.name.localeCompare(b.name, "en") : order(a) - order(b)))
    .slice(0, MAX_CHARTS);
  const figures = features.map((feature) =>
    featureFigure(feature, window.features.get(feature.name), rank.has(feature.name)),
  );
  const rest = baseline.features.length - features.length;
  const more = rest > 0 ? `<p>${rest} more features are in the verdict beside this report.</p>` : "";
  return `<section><h2>Features</h2><p class="legend"><span class="key reference"></span>reference <span class="key current"></span>this window</p><div class="features">${figures.join("")}</div>${more}</section>`;
}

function featureFigure(feature: FeatureBaseline, sample: FeatureSample | undefined, drifting: boolean): string {
  const name = escapeHtml(feature.name);
  const head = `<figcaption><strong>${name}</strong> ${feature.role === "prediction" ? "prediction, " : ""}${feature.kind}${drifting ? ' <span class="severity high">changed</span>' : ""}</figcaption>`;
  if (!sample || sample.rows + sample.missing === 0) return `<figure>${head}<p>No values in this window.</p></figure>`;
  const chart = binChart(`${feature.name}: shares by bin, reference against this window`, chartBins(feature, sample));
  const missing = (count: number, rows: number): string => formatShare(count / Math.max(1, count + rows));
  const note = `${formatCount(sample.rows)} values; missing ${missing(sample.missing, sample.rows)} (reference ${missing(feature.missing, feature.rows)})`;
  return `<figure>${head}${chart}<p class="note">${note}</p></figure>`;
}

const MAX_SKEWED = 15;

function skew({ skew: features = [] }: WindowReport): string {
  if (features.length === 0) return "";
  const rows = features
    .slice(0, MAX_SKEWED)
    .map(({ feature, psi, psiByChance, jensenShannon }) => [
      escapeHtml(feature),
      ...[psi, psiByChance, jensenShannon].map(formatNumber),
    ]);
  const rest = features.length - rows.length;
  const more = rest > 0 ? `<p>${formatCount(rest)} more features differ less.</p>` : "";
  const numbers = ["PSI", "PSI by chance", "Jensen-Shannon"].map((title) => ({ title, isNumber: true }));
  return `<section><h2>Training against production</h2><p>A lasting difference between the training table and what the model gets. It pages nobody: production is held against its own level.</p>${table([{ title: "Feature" }, ...numbers], rows)}${more}</section>`;
}

const MAX_UNUSUAL = 5;

function unusualHours(windows: readonly UnusualWindow[]): string {
  const shown = windows
    .slice(0, MAX_UNUSUAL)
    .map(({ hour, feature, check }) => `${formatHour(hour)} (${feature}, ${check})`);
  return `${shown.join("; ")}. Exclude them by alarms.exclude where they were incidents`;
}

function provenance({
  verdict,
  baseline,
  rule,
  arrivalTime,
  unusual = [],
  provenance: more = [],
}: WindowReport): string {
  return provenanceSection([
    ["Rule", rule],
    ["Reference", baseline ? `${baseline.source}, ${formatCount(baseline.records)} records` : "none yet"],
    ["Unusual in the reference", unusual.length === 0 ? null : unusualHours(unusual)],
    ["Baseline version", verdict.baselineVersion ?? "none"],
    ["Hours are", arrivalTime ? "hours of arrival" : "hours of the event (UTC)"],
    ...more,
  ]);
}
