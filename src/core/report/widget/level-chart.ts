import type { HourIndex } from "../../../contracts/verdict.js";
import { escapeHtml } from "../escape.js";
import { formatHour } from "../words.js";

/** One number per window. */
export interface LevelPoint {
  readonly hour: HourIndex;
  readonly value: number;
}

/** A number over time, with what is normal of it. */
export interface LevelChart {
  readonly title: string;
  /** Ascending. */
  readonly points: readonly LevelPoint[];
  readonly from: HourIndex;
  /** Exclusive. */
  readonly to: HourIndex;
  readonly windowHours: number;
  readonly normal: number | null;
  /** Where 19 of 20 windows lay when normal was learned; null where that is not known. */
  readonly usual: readonly [low: number, high: number] | null;
  readonly format: (value: number) => string;
}

const WIDTH = 640;
const LEFT = 62;
const TOP = 8;
const HEIGHT = 150;
const AXIS_HEIGHT = 22;
const STEPS = 3;
const TICKS = 4;
/** Room above and below the values, as a share of their range. */
const MARGIN = 0.12;
/** Windows further apart than this many are not joined by a line. */
const GAP_WINDOWS = 3;

/** As SVG without scripts: the usual band, the normal level as a dashed line, the windows as a line. */
export function levelChart(chart: LevelChart): string {
  if (chart.points.length === 0) return '<p class="quiet">No window in this time range.</p>';
  const { from, to, points, normal, usual, format } = chart;
  const [low, high] = rangeOf(chart);
  const x = (hour: number): number => LEFT + ((WIDTH - LEFT) * (hour - from)) / Math.max(1, to - from);
  const y = (value: number): number => TOP + (HEIGHT * (high - value)) / (high - low);
  const band =
    usual === null
      ? ""
      : `<rect class="usual" x="${LEFT}" y="${fixed(y(usual[1]))}" width="${WIDTH - LEFT}" height="${fixed(Math.max(1, y(usual[0]) - y(usual[1])))}"/>`;
  const level = normal === null ? "" : `<path class="normal" d="M${LEFT} ${fixed(y(normal))}H${WIDTH}"/>`;
  const last = points.at(-1)!;
  const words = `${chart.title}: ${format(last.value)} at ${formatHour(last.hour)}`;
  return `<svg class="chart" viewBox="0 0 ${WIDTH} ${TOP + HEIGHT + AXIS_HEIGHT}" role="img" aria-label="${escapeHtml(words)}">${band}${grid(low, high, y, format)}${level}${lines(chart, x, y)}<circle class="dot" cx="${fixed(x(last.hour + chart.windowHours / 2))}" cy="${fixed(y(last.value))}" r="3.5"><title>${escapeHtml(words)}</title></circle>${hours(from, to, x)}</svg>`;
}

function rangeOf({ points, normal, usual }: LevelChart): readonly [number, number] {
  const values = [...points.map(({ value }) => value), ...(usual ?? []), ...(normal === null ? [] : [normal])];
  const low = values.reduce((a, b) => Math.min(a, b));
  const high = values.reduce((a, b) => Math.max(a, b));
  const margin = Math.max((high - low) * MARGIN, Math.abs(high) * 1e-3, 1e-9);
  return [low - margin, high + margin];
}

function grid(low: number, high: number, y: (value: number) => number, format: (value: number) => string): string {
  return Array.from({ length: STEPS }, (_, i) => low + ((high - low) * (i + 0.5)) / STEPS)
    .map(
      (value) =>
        `<path class="grid" d="M${LEFT} ${fixed(y(value))}H${WIDTH}"/><text x="${LEFT - 6}" y="${fixed(y(value) + 4)}" text-anchor="end">${escapeHtml(format(value))}</text>`,
    )
    .join("");
}

/** One path; it is lifted where windows are missing. */
function lines({ points, windowHours }: LevelChart, x: (hour: number) => number, y: (value: number) => number): string {
  const path = points.map(({ hour, value }, i) => {
    const before = points[i - 1];
    const joined = before !== undefined && hour - before.hour <= GAP_WINDOWS * windowHours;
    return `${joined ? "L" : "M"}${fixed(x(hour + windowHours / 2))} ${fixed(y(value))}${joined ? "" : "h.1"}`;
  });
  return `<path class="line" d="${path.join("")}"/>`;
}

function hours(from: HourIndex, to: HourIndex, x: (hour: number) => number): string {
  const long = to - from >= 48;
  return Array.from({ length: TICKS }, (_, i) => Math.floor(from + ((to - from) * (i + 0.5)) / TICKS))
    .map((hour) => {
      const text = formatHour(hour).slice(long ? 5 : 11, long ? 10 : 16);
      return `<text x="${fixed(x(hour))}" y="${TOP + HEIGHT + 16}" text-anchor="middle">${text}</text>`;
    })
    .join("");
}

const fixed = (value: number): string => String(Math.round(value * 10) / 10);
