import type { BacktestResult, ReplayedLog } from "../backtest/backtest-result.js";
import { incidentSections } from "./backtest-incidents.js";
import { BACKTEST_STYLE } from "./backtest-style.js";
import { leftOutText, rejectTable, ruleTable, sensitivityTable } from "./backtest-tables.js";
import { escapeHtml } from "./escape.js";
import { provenanceSection } from "./page/page-parts.js";
import { pageShell } from "./page/page-shell.js";
import { timelineChart } from "./timeline-chart.js";
import { formatCount, formatHour, formatNumber } from "./words.js";

/** One self-contained page about a replay: no scripts, nothing loaded from elsewhere; the answer first. */
export function backtestReport(result: BacktestResult): string {
  const title = `${result.monitor}, ${period(result.production)}`;
  const sections = [
    header(result, title),
    notes(result),
    timeline(result),
    ruleTable(result),
    incidentSections(result.outcome.episodes, result.page),
    sensitivityTable(result),
    rejectTable(result),
    provenance(result),
  ];
  return pageShell({ title, sections, style: BACKTEST_STYLE });
}

function header({ summary, production, promise, outcome }: BacktestResult, title: string): string {
  const status = summary.pages > 0 ? "found" : "quiet";
  const told =
    summary.pages > 0
      ? `${formatCount(summary.pages)} ${summary.pageUnit === "day" ? "days with an alarm" : "would have paged"}`
      : "No page";
  const promised = promise.promised
    ? `about ${formatNumber(promise.falseAlarmsPer30Days)} expected without lasting change`
    : "no number is promised";
  return `<header>
<p class="status ${status}">${told}</p>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(outcome.description)}</p>
</header>
<section aria-label="Summary"><dl class="figures">
${figure("Incidents", formatCount(summary.incidents), pagesText(summary))}
${figure("Pages per 30 days", formatNumber(summary.pagesPer30Days), promised)}
${figure("Replayed", `${formatNumber(production.days)} days`, `${formatCount(production.windows)} windows`)}
${figure("Not judged", formatCount(summary.insufficientWindows), "windows with too few records")}
${figure("Records", formatCount(production.used), `${formatCount(production.rejected)} rejected`)}
</dl></section>`;
}

function pagesText({ pages, pageUnit }: BacktestResult["summary"]): string {
  return pageUnit === "incident" ? `${formatCount(pages)} of them page` : `${formatCount(pages)} days with an alarm`;
}

const figure = (name: string, value: string, note: string): string =>
  `<div><dt>${name}</dt><dd>${value}<small>${note}</small></dd></div>`;

function notes({ notes }: BacktestResult): string {
  if (notes.length === 0) return "";
  return `<section aria-label="Notes"><ul class="notes">${notes.map((note) => `<li>${escapeHtml(note)}</li>`).join("")}</ul></section>`;
}

const WINDOW_HOURS = { hour: 1, day: 24 } as const;

function timeline({ outcome, windowSize }: BacktestResult): string {
  const windowHours = WINDOW_HOURS[windowSize];
  const last = outcome.windows.at(-1);
  if (!last) return "";
  const bands = outcome.episodes.map(({ incident, paged }) => ({
    from: incident.openedHour,
    to: incident.closedHour ?? last.hour + windowHours,
    paged,
    label: `${incident.findings[0]?.feature ?? ""}, ${incident.severity}, opened ${formatHour(incident.openedHour)}`,
  }));
  const chart = timelineChart("Score over time, with incidents", outcome.windows, bands, windowHours);
  return `<section><h2>Score over time</h2><p class="legend"><span class="key paged"></span>incident that pages <span class="key unpaged"></span>incident for the digest; the dashed line, 1, is the alarm line</p><div class="scroll">${chart}</div></section>`;
}

function provenance(result: BacktestResult): string {
  const { outcome, reference, production, windowSize, timeZone, time, features, page } = result;
  const entries: [string, string][] = [
    ["Rule", outcome.rule],
    ["Reference", logText(reference)],
    ["Production", logText(production)],
    ["Windows", `a ${windowSize} each, in ${timeZone}; time from ${time}`],
    ["Pages from", `severity ${page} on`],
    ["Judged columns", features.join(", ")],
    ["Left out", leftOutText(result)],
  ];
  return provenanceSection(entries.filter(([, value]) => value !== ""));
}

/** Files that are listed by name. */
const MOST_FILES = 6;

function logText(log: ReplayedLog): string {
  const names = log.files.slice(0, MOST_FILES).map(({ name }) => name);
  const rest = log.files.length - names.length;
  const files = `${names.join(", ")}${rest > 0 ? ` and ${rest} more files` : ""}`;
  return `${files}: ${formatCount(log.used)} of ${formatCount(log.read)} records, ${period(log)} (${formatNumber(log.days)} days)`;
}

function period({ firstMs, lastMs }: ReplayedLog): string {
  return `${new Date(firstMs).toISOString().slice(0, 10)} to ${new Date(lastMs).toISOString().slice(0, 10)}`;
}
