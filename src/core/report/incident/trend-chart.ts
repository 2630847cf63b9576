import type { HourIndex } from "../../../contracts/verdict.js";
import type { CheckHistory, CheckPoint } from "../../verdict/calibrated/check-history.js";
import { escapeHtml } from "../escape.js";
import { formatChange, formatCount, formatHour, formatNumber } from "../words.js";

const WIDTH = 640;
const LEFT = 40;
const TOP = 16;
const CHART_HEIGHT = 110;
const AXIS_HEIGHT = 22;
const MOST_LABELS = 6;
/** Stands for the alarm line where this lens alone has none. */
const USUAL_LIMIT = 4;
const HIGHEST_SHOWN = 64;

/**
 * One check over the last weeks, as SVG without scripts: how far each day lay from what is usual then, the band that unchanged data keeps to,
 * the alarm line, and where the change began.
 *
 * @param onsetHour null: nothing is marked
 */
export function trendChart(title: string, history: CheckHistory, onsetHour: HourIndex | null): string {
  const judged = history.points.filter((point): point is JudgedPoint => point.value !== null);
  const [first, last] = [judged[0], judged.at(-1)];
  if (!first || !last || judged.length < 2) return "";
  const limit = history.limit ?? USUAL_LIMIT;
  const step = history.unit === "day" ? 24 : 1;
  const levels = history.usual === null ? [limit, 0] : [limit, 0, -limit];
  const start = first.hour;
  const x = (hour: HourIndex): number =>
    LEFT + ((WIDTH - LEFT) * (hour - start + step / 2)) / (last.hour - start + step);
  const heights = judged.map(({ value }) => heightOf(value, limit));
  const [lowest, highest] = [Math.min(history.usual === null ? -0.1 : -1.1, ...heights), Math.max(1.1, ...heights)];
  const y = (value: number): number => TOP + (CHART_HEIGHT * (highest - heightOf(value, limit))) / (highest - lowest);
  const line = judged.map(({ hour, value }) => `${fixed(x(hour))} ${fixed(y(value))}`).join("L");
  return `<svg class="chart trend" viewBox="0 0 ${WIDTH} ${TOP + CHART_HEIGHT + AXIS_HEIGHT}" role="img" aria-label="${escapeHtml(title)}">
${history.usual === null ? "" : band(y(history.usual), y(-history.usual))}
${levels.map((value) => levelLine(value, y(value), value === 0 || history.limit === null ? "grid" : "limit")).join("")}
<path class="course" d="M${line}"/>${judged.map((point) => mark(point, limit, x(point.hour), y(point.value))).join("")}
${onsetMark(onsetHour, start, last.hour + step, x, step)}${dayLabels(judged, x, history.unit)}</svg>`;
}

type JudgedPoint = CheckPoint & { readonly value: number };

const band = (top: number, bottom: number): string =>
  `<rect class="usual" x="${LEFT}" width="${WIDTH - LEFT}" y="${fixed(top)}" height="${fixed(bottom - top)}"/>`;

/** Linear up to the alarm line, then a step for every doubling: a quiet month and a burst can both be read. */
function heightOf(value: number, limit: number): number {
  const share = Math.min(HIGHEST_SHOWN, Math.abs(value) / limit);
  return Math.sign(value) * (share <= 1 ? share : 1 + Math.log2(share));
}

function levelLine(value: number, y: number, kind: "grid" | "limit"): string {
  return `<line class="${kind}" x1="${LEFT}" x2="${WIDTH}" y1="${fixed(y)}" y2="${fixed(y)}"/><text x="${LEFT - 6}" y="${fixed(y + 4)}" text-anchor="end">${formatNumber(value)}</text>`;
}

function mark({ hour, value, rows, change }: JudgedPoint, limit: number, x: number, y: number): string {
  const words = [
    formatHour(hour),
    formatNumber(value),
    ...(change ? [formatChange(change)] : []),
    `${formatCount(rows)} rows`,
  ];
  const beyond = Math.abs(value) >= limit ? " beyond" : "";
  return `<circle class="day${beyond}" cx="${fixed(x)}" cy="${fixed(y)}" r="3.2"><title>${escapeHtml(words.join(", "))}</title></circle>`;
}

function onsetMark(
  onset: HourIndex | null,
  start: HourIndex,
  end: HourIndex,
  x: (hour: HourIndex) => number,
  step: number,
): string {
  if (onset === null || onset < start || onset >= end) return "";
  const at = x(onset - step / 2);
  const left = at > WIDTH / 2;
  return `<line class="onset" x1="${fixed(at)}" x2="${fixed(at)}" y1="2" y2="${TOP + CHART_HEIGHT}"/><text class="onset" x="${fixed(left ? at - 5 : at + 5)}" y="11" text-anchor="${left ? "end" : "start"}">began ${formatHour(onset).slice(5)}</text>`;
}

function dayLabels(points: readonly CheckPoint[], x: (hour: HourIndex) => number, unit: CheckHistory["unit"]): string {
  const every = Math.ceil(points.length / MOST_LABELS);
  const [from, to] = unit === "day" ? [5, 10] : [5, 16];
  return points
    .map(({ hour }, i) =>
      i % every === 0
        ? `<text x="${fixed(x(hour))}" y="${TOP + CHART_HEIGHT + 17}" text-anchor="middle">${formatHour(hour).slice(from, to)}</text>`
        : "",
    )
    .join("");
}

const fixed = (value: number): string => String(Math.round(value * 10) / 10);
