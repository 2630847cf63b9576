import type { HourIndex } from "../../../contracts/verdict.js";
import { escapeHtml } from "../escape.js";
import { formatHour } from "../words.js";
import { AXIS_HEIGHT, type ChartFrame, fixed, hourTicks, linePath, valueGrid } from "./chart-axes.js";

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

const FRAME: ChartFrame = { width: 640, left: 62, top: 8, height: 150 };
/** Room above and below the values, as a share of their range. */
const MARGIN = 0.12;

/** As SVG without scripts: the usual band, the normal level as a dashed line, the windows as a line. */
export function levelChart(chart: LevelChart): string {
  if (chart.points.length === 0) return '<p class="quiet">No window in this time range.</p>';
  const { from, to, points, normal, usual, format, windowHours } = chart;
  const { width, left, top, height } = FRAME;
  const [low, high] = rangeOf(chart);
  const x = (hour: number): number => left + ((width - left) * (hour - from)) / Math.max(1, to - from);
  const y = (value: number): number => top + (height * (high - value)) / (high - low);
  const band =
    usual === null
      ? ""
      : `<rect class="usual" x="${left}" y="${fixed(y(usual[1]))}" width="${width - left}" height="${fixed(Math.max(1, y(usual[0]) - y(usual[1])))}"/>`;
  const level = normal === null ? "" : `<path class="normal" d="M${left} ${fixed(y(normal))}H${width}"/>`;
  const last = points.at(-1)!;
  const words = `${chart.title}: ${format(last.value)} at ${formatHour(last.hour)}`;
  return `<svg class="chart" viewBox="0 0 ${width} ${top + height + AXIS_HEIGHT}" role="img" aria-label="${escapeHtml(words)}">${band}${valueGrid(FRAME, [low, high], y, format)}${level}<path class="line" d="${linePath(points, windowHours, x, y)}"/><circle class="dot" cx="${fixed(x(last.hour + windowHours / 2))}" cy="${fixed(y(last.value))}" r="3.5"><title>${escapeHtml(words)}</title></circle>${hourTicks(FRAME, chart, x)}</svg>`;
}

function rangeOf({ points, normal, usual }: LevelChart): readonly [number, number] {
  const values = [...points.map(({ value }) => value), ...(usual ?? []), ...(normal === null ? [] : [normal])];
  const low = values.reduce((a, b) => Math.min(a, b));
  const high = values.reduce((a, b) => Math.max(a, b));
  const margin = Math.max((high - low) * MARGIN, Math.abs(high) * 1e-3, 1e-9);
  return [low - margin, high + margin];
}
