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
import { REPORT_STYLE } from "./report-style.js";
import { formatChange, formatCount, formatHour, formatNumber, formatShare } from "./words.js";

/** Everything that a window's report shows. */
export interface WindowReport {
  readonly verdict: Verdict;
  /** Null while nothing has been learned yet. */
  readonly baseline: Baseline | null;
  readonly window: WindowSample;
  readonly incidents: readonly Incident[];
  readonly owner?: string;
  readonly description?: string;
  readonly runbook?: string;
  readonly rule: string;
  readonly arrivalTime: boolean;
  /** Lasting difference between training table and production, largest first. Default none. */
  readonly skew?: readonly FeatureSkew[];
  /** Windows of the reference that its own limits would have alarmed in: candidates for exclusion. Default none. */
  readonly unusual?: readonly UnusualWindow[];
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
  const { verdict } = report;
  const title = `${verdict.monitor}, ${formatHour(verdict.hour)}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${REPORT_STYLE}</style>
</head>
<body>
<main>
${[header(report, title), summary(report), openIncidents(report.incidents), findings(report), charts(report), skew(report), provenance(report)].join("\n")}
</main>
</body>
</html>
`;
}

function header({ verdict, description }: WindowReport, title: string): string {
  return `<header>
<p class="status ${verdict.status}">${STATUS_WORDS[verdict.status]}</p>
<h1>${escapeHtml(title)}</h1>
${description === undefined ? "" : `<p>${escapeHtml(description)}</p>`}
</header>`;
}

function summary({ verdict }: WindowReport): string {
  const reasons = verdict.reasons.map((reason) => `<li>${escapeHtml(reason)}</li>`).join("");
  const restated = verdict.restatement > 0 ? `<p>Judged again ${verdict.restatement} times as late data came.</p>` : "";
  return `<section aria-label="Summary">
${reasons === "" ? "" : `<ul>${reasons}</ul>`}${restated}
<dl class="figures">
${figure("Records", formatCount(verdict.records))}
${figure("Rejected", formatCount(verdict.rejects.total))}
${figure("Score", verdict.score === null ? "none" : formatNumber(verdict.score), "1 is the alarm line")}
${figure("Checks", formatCount(verdict.findings.length))}
</dl>
${rejects(verdict)}
</section>`;
}

const figure = (name: string, value: string, note = ""): string =>
  `<div><dt>${name}</dt><dd>${value}${note === "" ? "" : `<small>${note}</small>`}</dd></div>`;

function rejects({ rejects: { total, byReason, samples } }: Verdict): string {
  if (total === 0) return "";
  const rows = Object.entries(byReason).map(([reason, count]) => {
    const sample = samples.find((entry) => entry.reason === reason);
    const where = sample ? `line ${sample.line}: ${sample.detail}` : "";
    return `<tr><td>${escapeHtml(reason)}</td><td class="number">${formatCount(count)}</td><td>${escapeHtml(where)}</td></tr>`;
  });
  return `<h2>Rejected records</h2><div class="scroll"><table><thead><tr><th>Reason</th><th class="number">Records</th><th>First seen</th></tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
}

function findings({ verdict }: WindowReport): string {
  const drifting = verdict.findings.filter((finding) => finding.state === "drifting");
  const notJudged = verdict.findings.filter((finding) => finding.state === "insufficient");
  if (drifting.length === 0 && notJudged.length === 0) return "";
  const rows = drifting.map(findingRow).join("");
  const table =
    drifting.length === 0
      ? ""
      : `<div class="scroll"><table><thead><tr><th>Feature</th><th>What changed</th><th>Severity</th><th>Check</th><th class="number">Value</th><th class="number">Limit</th></tr></thead><tbody>${rows}</tbody></table></div>`;
  const skipped =
    notJudged.length === 0 ? "" : `<p>${formatCount(notJudged.length)} checks had too few records to judge.</p>`;
  return `<section><h2>What changed</h2>${table}${skipped}</section>`;
}

function findingRow(finding: Finding): string {
  const change = finding.change ? formatChange(finding.change) : "";
  return `<tr><th scope="row">${escapeHtml(finding.feature)}</th><td>${escapeHtml(change)}</td><td><span class="severity ${finding.severity}">${finding.severity}</span></td><td>${escapeHtml(finding.check)}, ${finding.lens}</td><td class="number">${formatNumber(finding.value)}</td><td class="number">${formatNumber(finding.limit)}</td></tr>`;
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
  const rows = features.slice(0, MAX_SKEWED).map(({ feature, psi, psiByChance, jensenShannon }) => {
    const numbers = [psi, psiByChance, jensenShannon].map((value) => `<td class="number">${formatNumber(value)}</td>`);
    return `<tr><th scope="row">${escapeHtml(feature)}</th>${numbers.join("")}</tr>`;
  });
  const rest = features.length - rows.length;
  const more = rest > 0 ? `<p>${formatCount(rest)} more features differ less.</p>` : "";
  return `<section><h2>Training against production</h2><p>A lasting difference between the training table and what the model gets. It pages nobody: production is held against its own level.</p><div class="scroll"><table><thead><tr><th>Feature</th><th class="number">PSI</th><th class="number">PSI by chance</th><th class="number">Jensen-Shannon</th></tr></thead><tbody>${rows.join("")}</tbody></table></div>${more}</section>`;
}

const MAX_UNUSUAL = 5;

function unusualHours(windows: readonly UnusualWindow[]): string {
  const shown = windows
    .slice(0, MAX_UNUSUAL)
    .map(({ hour, feature, check }) => `${formatHour(hour)} (${feature}, ${check})`);
  return `${shown.join("; ")}. Exclude them by alarms.exclude where they were incidents`;
}

function provenance({ verdict, baseline, rule, owner, runbook, arrivalTime, unusual = [] }: WindowReport): string {
  const entries: [string, string][] = [
    ["Rule", rule],
    ["Reference", baseline ? `${baseline.source}, ${formatCount(baseline.records)} records` : "none yet"],
    ...(unusual.length === 0 ? [] : [["Unusual in the reference", unusualHours(unusual)] as [string, string]]),
    ["Baseline version", verdict.baselineVersion ?? "none"],
    ["Hours are", arrivalTime ? "hours of arrival" : "hours of the event (UTC)"],
    ...(owner === undefined ? [] : [["Owner", owner] as [string, string]]),
    ...(runbook === undefined ? [] : [["Runbook", runbook] as [string, string]]),
  ];
  const rows = entries.map(([name, value]) => `<dt>${name}</dt><dd>${escapeHtml(value)}</dd>`).join("");
  return `<section><h2>How this was judged</h2><dl class="provenance">${rows}</dl></section>`;
}
