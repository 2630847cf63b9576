import type { HourIndex } from "../../contracts/verdict.js";
import { escapeHtml } from "./escape.js";
import { formatHour, formatNumber } from "./words.js";

export interface TimelinePoint {
  readonly hour: HourIndex;
  /** 1 is the alarm line; null: nothing was judged. */
  readonly score: number | null;
}

/** A stretch of time to be marked above the chart. */
export interface TimelineBand {
  readonly from: HourIndex;
  /** Exclusive. */
  readonly to: HourIndex;
  readonly paged: boolean;
  /** Shown on hover and to screen readers. */
  readonly label: string;
}

const WIDTH = 960;
const LEFT = 34;
const LANE_HEIGHT = 9;
const MOST_LANES = 6;
const CHART_HEIGHT = 150;
const AXIS_HEIGHT = 22;
const COLUMNS = 460;
const MOST_TICKS = 7;
const HIGHEST_SHOWN = 64;

/** Score over time, the highest of each column, with incidents as bands above it; as SVG without scripts. */
export function timelineChart(
  title: string,
  points: readonly TimelinePoint[],
  bands: readonly TimelineBand[],
  windowHours: number,
): string {
  if (points.length === 0) return "";
  const first = points[0]!.hour;
  const end = points.at(-1)!.hour + windowHours;
  const x = (hour: HourIndex): number => LEFT + ((WIDTH - LEFT) * (hour - first)) / (end - first);
  const lanes = lanesOf(bands);
  const top = LANE_HEIGHT * Math.max(1, ...lanes.map((lane) => lane + 1)) + 8;
  const highest = heightOf(Math.max(2, ...points.map(({ score }) => score ?? 0)));
  const y = (score: number): number => top + CHART_HEIGHT * (1 - heightOf(score) / highest);
  const height = top + CHART_HEIGHT + AXIS_HEIGHT;
  return `<svg class="chart timeline" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escapeHtml(title)}">
${bands.map((band, i) => bandMark(band, x, lanes[i]! * LANE_HEIGHT)).join("")}
${scoreGrid(y, highest)}${scoreBars(points, first, end, y)}
<line class="limit" x1="${LEFT}" x2="${WIDTH}" y1="${fixed(y(1))}" y2="${fixed(y(1))}"/>
${timeTicks(first, end, x, top + CHART_HEIGHT)}</svg>`;
}

/** Linear up to the alarm line, then a step for every doubling: both a quiet log and a burst can be read. */
function heightOf(score: number): number {
  const shown = Math.min(HIGHEST_SHOWN, Math.max(0, score));
  return shown <= 1 ? shown : 1 + Math.log2(shown);
}

/** Bands that overlap lie in different lanes, as long as there are some. */
function lanesOf(bands: readonly TimelineBand[]): number[] {
  const ends: number[] = [];
  return bands.map(({ from, to }) => {
    const free = ends.findIndex((end) => end <= from);
    const lane = free >= 0 ? free : Math.min(ends.length, MOST_LANES - 1);
    ends[lane] = Math.max(to, ends[lane] ?? to);
    return lane;
  });
}

function bandMark({ from, to, paged, label }: TimelineBand, x: (hour: HourIndex) => number, y: number): string {
  const width = Math.max(2, x(to) - x(from));
  return `<rect class="band${paged ? " paged" : ""}" x="${fixed(x(from))}" y="${y}" width="${fixed(width)}" height="${LANE_HEIGHT - 2}" rx="1.5"><title>${escapeHtml(label)}</title></rect>`;
}

function scoreBars(
  points: readonly TimelinePoint[],
  first: HourIndex,
  end: HourIndex,
  y: (score: number) => number,
): string {
  const highest = new Map<number, number>();
  for (const { hour, score } of points) {
    if (score === null) continue;
    const column = Math.floor(((hour - first) * COLUMNS) / (end - first));
    highest.set(column, Math.max(highest.get(column) ?? 0, score));
  }
  const bars = (wanted: (score: number) => boolean): string =>
    [...highest]
      .filter(([, score]) => wanted(score))
      .map(
        ([column, score]) =>
          `M${fixed(LEFT + ((column + 0.5) / COLUMNS) * (WIDTH - LEFT))} ${fixed(y(0))}V${fixed(y(score))}`,
      )
      .join("");
  return `<path class="below" d="${bars((score) => score < 1)}"/><path class="above" d="${bars((score) => score >= 1)}"/>`;
}

function scoreGrid(y: (score: number) => number, highest: number): string {
  const steps = [0, 1, 2, 4, 8, 16, 32, 64].filter((score) => heightOf(score) <= highest);
  return steps
    .map(
      (score) =>
        `<line class="grid" x1="${LEFT}" x2="${WIDTH}" y1="${fixed(y(score))}" y2="${fixed(y(score))}"/><text x="${LEFT - 6}" y="${fixed(y(score) + 4)}" text-anchor="end">${formatNumber(score)}</text>`,
    )
    .join("");
}

function timeTicks(first: HourIndex, end: HourIndex, x: (hour: HourIndex) => number, y: number): string {
  const ticks = Array.from({ length: MOST_TICKS }, (_, i) => first + ((end - first) * (i + 0.5)) / MOST_TICKS);
  const long = end - first >= MOST_TICKS * 24;
  return ticks
    .map((hour) => {
      const text = formatHour(Math.floor(hour)).slice(0, long ? 10 : 16);
      return `<text x="${fixed(x(Math.floor(hour)))}" y="${y + 16}" text-anchor="middle">${text}</text>`;
    })
    .join("");
}

const fixed = (value: number): string => String(Math.round(value * 10) / 10);
