import type { HourIndex } from "../../../contracts/verdict.js";
import { escapeHtml } from "../escape.js";
import { formatCount, formatHour, formatNumber } from "../words.js";
import type { TimeColumn } from "./time-columns.js";

/** The largest value / limit of each feature in one window; 1 is the alarm line. */
export interface JudgedWindow {
  readonly hour: HourIndex;
  readonly worst: readonly (readonly [feature: string, ratio: number])[];
}

export interface HeatRow {
  readonly feature: string;
  /** By column; null where nothing of it was judged. */
  readonly cells: readonly (number | null)[];
}

export interface HeatTable {
  readonly columns: readonly TimeColumn[];
  /** Worst first, then by name. */
  readonly rows: readonly HeatRow[];
  /** Features beyond those shown. */
  readonly hidden: number;
}

const MOST_ROWS = 40;

/** The worst of each feature in each column. */
export function heatTable(windows: Iterable<JudgedWindow>, columns: readonly TimeColumn[]): HeatTable {
  const cells = new Map<string, (number | null)[]>();
  const first = columns[0]?.from ?? 0;
  const span = columns[0] ? columns[0].to - columns[0].from : 1;
  for (const { hour, worst } of windows) {
    const column = Math.floor((hour - first) / span);
    if (column < 0 || column >= columns.length) continue;
    for (const [feature, ratio] of worst) {
      const row = cells.get(feature) ?? columns.map(() => null);
      row[column] = Math.max(row[column] ?? 0, ratio);
      cells.set(feature, row);
    }
  }
  const highest = (row: HeatRow): number => Math.max(0, ...row.cells.map((cell) => cell ?? 0));
  const rows = [...cells]
    .map(([feature, row]): HeatRow => ({ feature, cells: row }))
    .sort((a, b) => highest(b) - highest(a) || a.feature.localeCompare(b.feature, "en"));
  return { columns, rows: rows.slice(0, MOST_ROWS), hidden: Math.max(0, rows.length - MOST_ROWS) };
}

/** From which ratio on a cell has which colour. */
const LEVELS = [0, 0.5, 0.75, 1, 2, 4] as const;
const LEVEL_WORDS = [
  "below half its limit",
  "from half",
  "from three quarters",
  "over its limit",
  "twice",
  "four times",
];
const CELL = 10;
const HEIGHT = 14;

const levelOf = (ratio: number): number => LEVELS.findLastIndex((least) => ratio >= least);

/** @param linkOf what a feature's name leads to */
export function heatTableHtml({ columns, rows, hidden }: HeatTable, linkOf: (feature: string) => string): string {
  if (rows.length === 0) return '<p class="quiet">No window was judged in this time range.</p>';
  const lines = rows.map(
    (row) =>
      `<tr><th scope="row" title="${escapeHtml(row.feature)}">${linkOf(row.feature)}</th><td>${strip(row, columns)}</td></tr>`,
  );
  const more =
    hidden > 0 ? `<p class="quiet">${formatCount(hidden)} more features, none of them worse than these.</p>` : "";
  return `<table class="heat"><thead><tr><th></th><td>${ticks(columns)}</td></tr></thead><tbody>${lines.join("")}</tbody></table>${legend()}${more}`;
}

/** Quiet cells are one path; the others say their numbers on hover and to screen readers. */
function strip({ feature, cells }: HeatRow, columns: readonly TimeColumn[]): string {
  const width = columns.length * CELL;
  const box = (x: number): string => `M${x} 0h${CELL - 1}v${HEIGHT}h${1 - CELL}z`;
  let quiet = "";
  let loud = "";
  for (const [index, ratio] of cells.entries()) {
    const x = index * CELL;
    if (ratio === null) continue;
    const level = levelOf(ratio);
    if (level <= 0) quiet += box(x);
    else
      loud += `<path class="h${level}" d="${box(x)}"><title>${escapeHtml(cellWords(columns[index]!, ratio))}</title></path>`;
  }
  const highest = Math.max(...cells.map((cell) => cell ?? 0));
  const label = `${feature}: at most ${formatNumber(highest)} of its limit`;
  return `<svg viewBox="0 0 ${width} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${escapeHtml(label)}">${quiet === "" ? "" : `<path class="h0" d="${quiet}"/>`}${loud}</svg>`;
}

function cellWords({ from, to }: TimeColumn, ratio: number): string {
  const span = to - from === 1 ? "" : `, ${to - from} hours`;
  return `${formatHour(from)}${span}: ${formatNumber(ratio)} of its limit`;
}

function ticks(columns: readonly TimeColumn[]): string {
  const days = columns[0]!.to - columns[0]!.from >= 24;
  const label = (at: number): string => `<span>${formatHour(columns[at]!.from).slice(5, days ? 10 : 16)}</span>`;
  const last = columns.length - 1;
  const shown = [...new Set([0, Math.round(last / 2), last])];
  return `<div class="ticks">${shown.map(label).join("")}</div>`;
}

function legend(): string {
  const keys = LEVEL_WORDS.map(
    (words, level) =>
      `<span class="key"><svg viewBox="0 0 12 12" aria-hidden="true"><path class="h${level}" d="M0 0h12v12H0z"/></svg>${words}</span>`,
  );
  return `<p class="quiet">${keys.join("")}</p>`;
}
