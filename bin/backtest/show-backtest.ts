import type { BacktestResult, ReplayedLog } from "../../src/core/backtest/backtest-result.js";
import type { Episode } from "../../src/core/backtest/rule-replay.js";
import type { IncidentFinding } from "../../src/contracts/verdict.js";
import { formatChange, formatCount, formatHour, formatNumber } from "../../src/core/report/words.js";
import type { Output } from "../output.js";
import { readableText } from "../profile/readable.js";

/** A replay for people: what was read, what would have paged, and what the rules cost side by side. */
export function showBacktest(result: BacktestResult, output: Output): void {
  const { notes } = result;
  for (const note of notes) output.line(`note: ${readableText(note, 400)}`);
  if (notes.length > 0) output.line();
  showLog("reference", result.reference, output);
  showLog("production", result.production, output);
  const where = result.windowSize === "day" || result.timeZone !== "UTC" ? ` in ${result.timeZone}` : "";
  output.line(
    `windows of ${result.windowSize === "day" ? "a day" : "an hour"}${where}, by ${result.time}; ${result.features.length} columns judged`,
  );
  output.line(`rule: ${result.outcome.rule}. ${result.outcome.description}`);
  output.line();
  showEpisodes(result, output);
  showRules(result, output);
  showSensitivity(result, output);
}

function showLog(side: string, log: ReplayedLog, output: Output): void {
  const what = log.files.length === 1 ? log.files[0]!.name : `${log.files.length} files`;
  const excluded = log.excluded > 0 ? ` + ${formatCount(log.excluded)} excluded` : "";
  output.line(
    `${side.padEnd(10)}  ${what}: ${formatCount(log.read)} records read = ${formatCount(log.used)} used + ` +
      `${formatCount(log.rejected)} rejected${excluded}; ${isoMinute(log.firstMs)} to ${isoMinute(log.lastMs)} (${formatNumber(log.days)} days, ${formatCount(log.windows)} windows)`,
  );
  for (const [reason, count] of Object.entries(log.rejectedByReason)) {
    const first = log.rejectedFirst.find((each) => each.reason === reason);
    const at = first ? `, first ${first.file} line ${first.line}: ${first.detail}` : "";
    output.line(`            ${count === 0 ? "note" : `rejected ${formatCount(count)}`} ${reason}${at}`);
  }
}

const EPISODE_COLUMNS = [
  { title: "opened (UTC)" },
  { title: "closed" },
  { title: "severity" },
  { title: "page" },
  { title: "what changed" },
];

/** Findings of an incident that are told one by one. */
const SHOWN_FINDINGS = 4;

function showEpisodes({ outcome, summary, production }: BacktestResult, output: Output): void {
  const { episodes } = outcome;
  const insufficient =
    summary.insufficientWindows > 0
      ? `; ${formatCount(summary.insufficientWindows)} windows had too few records to judge`
      : "";
  const pages =
    summary.pageUnit === "incident"
      ? `${formatCount(summary.pages)} of ${formatCount(episodes.length)} incidents would have paged in ${formatNumber(production.days)} days`
      : `${formatCount(summary.pages)} of ${formatNumber(production.days)} days with an alarm, a page each`;
  output.line(`${pages}: ${formatNumber(summary.pagesPer30Days)} pages per 30 days${insufficient}`);
  if (episodes.length > 0) {
    output.line();
    output.table(EPISODE_COLUMNS, episodes.flatMap(episodeRows));
  }
}

function episodeRows({ incident, paged }: Episode): string[][] {
  const { openedHour, closedHour, status, severity, findings } = incident;
  const [worst, ...others] = findings.slice(0, SHOWN_FINDINGS).map(findingText);
  const closed = closedHour === null ? status : hourText(closedHour);
  const more = findings.length - SHOWN_FINDINGS;
  return [
    [hourText(openedHour), closed, severity, paged ? "yes" : "no", worst ?? ""],
    ...others.map((text) => ["", "", "", "", text]),
    ...(more > 0 ? [["", "", "", "", `and ${more} more checks`]] : []),
  ];
}

function findingText(finding: IncidentFinding): string {
  const { feature, check, lens, value, limit, z, effect, onsetHour, change, role } = finding;
  const what = change ? formatChange(change) : `${check} ${formatNumber(value)}`;
  const output = role === "prediction" ? "the model's output " : "";
  const statistic =
    z === undefined
      ? `${check} ${formatNumber(value)}, limit ${formatNumber(limit)}`
      : `${check} z ${formatNumber(z)}, limit ${formatNumber(limit)}`;
  return `${readableText(`${output}${feature}: ${what}`, 100)} (${statistic}, ${lens}, effect ${formatNumber(effect)} sd, since ${hourText(onsetHour)})`;
}

const DAILY_PAGES =
  "Plumbline's rules send one page per incident. Other tools keep no incidents: each day with an alarm counts as one page.";

const RULE_COLUMNS = [
  { title: "rule" },
  { title: "pages", align: "right" },
  { title: "per 30 days", align: "right" },
  { title: "incidents", align: "right" },
  { title: "days with alarm in 30", align: "right" },
  { title: "not judged", align: "right" },
  { title: "first page" },
] as const;

function showRules({ rules }: BacktestResult, output: Output): void {
  output.line();
  output.table(
    RULE_COLUMNS,
    rules.map((rule) => [
      rule.rule,
      formatCount(rule.pages),
      formatNumber(rule.pagesPer30Days),
      formatCount(rule.incidents),
      formatNumber(rule.driftingDaysPer30Days),
      formatCount(rule.insufficientWindows),
      rule.firstPageHour === null ? "-" : hourText(rule.firstPageHour),
    ]),
  );
  if (rules.some(({ pageUnit }) => pageUnit === "day")) output.line(DAILY_PAGES);
}

const SENSITIVITY_COLUMNS = [
  { title: "smallest change noticed (sd)" },
  { title: "check" },
  { title: "in an hour", align: "right" },
  { title: "in a day", align: "right" },
  { title: "own unit", align: "right" },
] as const;

function showSensitivity({ sensitivity }: BacktestResult, output: Output): void {
  if (sensitivity.length === 0) return;
  output.line();
  output.table(
    SENSITIVITY_COLUMNS,
    sensitivity.map(({ feature, check, hour, day, native }) => [
      readableText(feature, 40),
      check,
      sizeText(hour),
      sizeText(day),
      sizeText(native),
    ]),
  );
}

const sizeText = (size: number | null): string => (size === null ? "-" : formatNumber(size));
const hourText = (hour: number): string => formatHour(hour).replace(" UTC", "");
const isoMinute = (timeMs: number): string => new Date(timeMs).toISOString().slice(0, 16).replace("T", " ");
