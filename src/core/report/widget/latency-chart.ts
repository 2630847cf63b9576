import type { HourIndex, WindowLatency } from "../../../contracts/verdict.js";
import { escapeHtml } from "../escape.js";
import { formatCount, formatHour, formatLatency, formatNumber } from "../words.js";
import { AXIS_HEIGHT, type ChartFrame, hourTicks, linePath, valueGrid } from "./chart-axes.js";

/** How long the answers of one window took. */
export interface LatencyPoint extends WindowLatency {
  readonly hour: HourIndex;
}

export interface LatencyChart {
  /** Ascending, at least one. */
  readonly points: readonly LatencyPoint[];
  readonly from: HourIndex;
  /** Exclusive. */
  readonly to: HourIndex;
  readonly windowHours: number;
}

const FRAME: ChartFrame = { width: 960, left: 62, top: 8, height: 150 };
const RANKS = ["p50", "p95", "p99"] as const;
/** More windows than these are drawn by stretches of time, each by its highest. */
const MOST_POINTS = 460;
const ROOM_ABOVE = 1.08;

/** p50, p95 and p99 over time, in milliseconds from zero, as SVG without scripts; and the newest window in words. */
export function latencyChart(chart: LatencyChart): string {
  const { points, from, to } = chart;
  const { width, left, top, height } = FRAME;
  const high = Math.max(0, ...points.map(({ p99 }) => p99)) * ROOM_ABOVE || 1;
  const low = Math.min(0, ...points.map(({ p50 }) => p50));
  const x = (hour: number): number => left + ((width - left) * (hour - from)) / Math.max(1, to - from);
  const y = (value: number): number => top + (height * (high - value)) / (high - low);
  const { step, drawn } = byStretches(chart);
  const lines = RANKS.map((rank) => {
    const values = drawn.map((point) => ({ hour: point.hour, value: point[rank] }));
    return `<path class="line ${rank}" d="${linePath(values, step, x, y)}"/>`;
  });
  const last = points.at(-1)!;
  const words = `${formatHour(last.hour)}: ${formatLatency(last)}, of ${formatCount(last.rows)} records`;
  const ms = (value: number): string => `${formatNumber(value)} ms`;
  return `<svg class="chart timeline" viewBox="0 0 ${width} ${top + height + AXIS_HEIGHT}" role="img" aria-label="${escapeHtml(`Latency, ${words}`)}">${valueGrid(FRAME, [low, high], y, ms)}${lines.join("")}${hourTicks(FRAME, chart, x)}</svg>
<p class="quiet">${RANKS.map(key).join("")} Newest window, ${words}.</p>`;
}

/** The highest of each stretch: a slow hour must not vanish from a year. */
function byStretches({ points, from, to, windowHours }: LatencyChart): {
  readonly step: number;
  readonly drawn: readonly LatencyPoint[];
} {
  const step = windowHours * Math.max(1, Math.ceil((to - from) / windowHours / MOST_POINTS));
  const stretches = new Map<number, LatencyPoint>();
  for (const point of points) {
    const at = step === windowHours ? point.hour : from + Math.floor((point.hour - from) / step) * step;
    const before = stretches.get(at);
    const highest = (rank: (typeof RANKS)[number]): number => Math.max(point[rank], before?.[rank] ?? -Infinity);
    stretches.set(at, {
      hour: at,
      ...{ p50: highest("p50"), p95: highest("p95"), p99: highest("p99") },
      rows: point.rows + (before?.rows ?? 0),
    });
  }
  return { step, drawn: [...stretches.values()] };
}

function key(rank: (typeof RANKS)[number]): string {
  return `<span class="key"><svg viewBox="0 0 12 12" aria-hidden="true"><path class="line ${rank}" d="M0 6h12"/></svg>${rank}</span>`;
}
