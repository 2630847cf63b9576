import type { QualityDay } from "../verdict/quality/quality-day.js";
import type { CountedMetric } from "../verdict/quality/quality-counts.js";
import { escapeHtml } from "./escape.js";
import { formatHour } from "./words.js";

const WIDTH = 960;
const LEFT = 56;
const TOP = 10;
const CHART_HEIGHT = 220;
const AXIS_HEIGHT = 24;
const STEPS = 4;
const MOST_LABELS = 8;
/** Room above and below the values, as a share of their range. */
const MARGIN = 0.1;

/**
 * A metric by day, as SVG without scripts: what was estimated as a band and a line, what labels said as dots with their 95 % intervals, the
 * reference's level as a dashed line.
 */
export function qualityChart(
  title: string,
  days: readonly QualityDay[],
  level: number | null,
  format: (value: number) => string,
): string {
  const shown = days.filter(({ realised, estimated }) => realised ?? estimated);
  if (shown.length === 0) return "";
  const [low, high] = rangeOf(shown, level);
  const step = (WIDTH - LEFT) / shown.length;
  const x = (i: number): number => LEFT + step * (i + 0.5);
  const y = (value: number): number => TOP + (CHART_HEIGHT * (high - value)) / (high - low);
  const height = TOP + CHART_HEIGHT + AXIS_HEIGHT;
  return `<svg class="chart quality" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escapeHtml(title)}">
${grid(low, high, y, format)}${estimates(shown, x, y)}
${level === null ? "" : `<line class="level" x1="${LEFT}" x2="${WIDTH}" y1="${fixed(y(level))}" y2="${fixed(y(level))}"/>`}
${shown.map((day, i) => realisedMark(day, x(i), y, format)).join("")}
${dayLabels(shown, x, TOP + CHART_HEIGHT + 16)}</svg>`;
}

function rangeOf(days: readonly QualityDay[], level: number | null): readonly [number, number] {
  const ends = (metric: CountedMetric | null): number[] =>
    metric === null ? [] : [metric.value, metric.low ?? metric.value, metric.high ?? metric.value];
  const values = days.flatMap(({ realised, estimated }) => [...ends(realised), ...ends(estimated)]);
  if (level !== null) values.push(level);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const margin = Math.max((high - low) * MARGIN, Math.abs(high) * 1e-3, 1e-9);
  return [low - margin, high + margin];
}

function grid(low: number, high: number, y: (value: number) => number, format: (value: number) => string): string {
  return Array.from({ length: STEPS + 1 }, (_, i) => low + ((high - low) * i) / STEPS)
    .map(
      (value) =>
        `<line class="grid" x1="${LEFT}" x2="${WIDTH}" y1="${fixed(y(value))}" y2="${fixed(y(value))}"/><text x="${LEFT - 6}" y="${fixed(y(value) + 4)}" text-anchor="end">${escapeHtml(format(value))}</text>`,
    )
    .join("");
}

function estimates(days: readonly QualityDay[], x: (i: number) => number, y: (value: number) => number): string {
  const points = days.flatMap(({ estimated }, i) => (estimated ? [{ at: x(i), estimated }] : []));
  if (points.length === 0) return "";
  const place = (at: number, value: number): string => `${fixed(at)} ${fixed(y(value))}`;
  const upper = points.map(({ at, estimated }) => place(at, estimated.high ?? estimated.value));
  const lower = points.map(({ at, estimated }) => place(at, estimated.low ?? estimated.value)).reverse();
  const line = points.map(({ at, estimated }) => place(at, estimated.value));
  return `<path class="expected-band" d="M${[...upper, ...lower].join("L")}Z"/><path class="expected" d="M${line.join("L")}"/>`;
}

function realisedMark(
  { hour, realised, labelled }: QualityDay,
  at: number,
  y: (value: number) => number,
  format: (value: number) => string,
): string {
  if (!realised) return "";
  const { value, low, high } = realised;
  const whisker =
    low === null || high === null
      ? ""
      : `<line class="whisker" x1="${fixed(at)}" x2="${fixed(at)}" y1="${fixed(y(low))}" y2="${fixed(y(high))}"/>`;
  const words = `${formatHour(hour).slice(0, 10)}: ${format(value)} on ${labelled.toLocaleString("en-US")} labels`;
  return `<g><title>${escapeHtml(words)}</title>${whisker}<circle class="realised" cx="${fixed(at)}" cy="${fixed(y(value))}" r="4"/></g>`;
}

function dayLabels(days: readonly QualityDay[], x: (i: number) => number, y: number): string {
  const every = Math.ceil(days.length / MOST_LABELS);
  return days
    .map((day, i) =>
      i % every === 0
        ? `<text x="${fixed(x(i))}" y="${y}" text-anchor="middle">${formatHour(day.hour).slice(5, 10)}</text>`
        : "",
    )
    .join("");
}

const fixed = (value: number): string => String(Math.round(value * 10) / 10);
