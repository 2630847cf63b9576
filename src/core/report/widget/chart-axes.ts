import type { HourIndex } from "../../../contracts/verdict.js";
import { escapeHtml } from "../escape.js";
import { formatHour } from "../words.js";

/** Where a chart over time lies in its picture, pixels. */
export interface ChartFrame {
  readonly width: number;
  /** Room for the numbers beside it. */
  readonly left: number;
  readonly top: number;
  readonly height: number;
}

/** Room for the times below it. */
export const AXIS_HEIGHT = 22;

const STEPS = 3;
const TICKS = 4;
/** Windows further apart than this many are not joined by a line. */
const GAP_WINDOWS = 3;

/** Three lines across, with their values. */
export function valueGrid(
  { width, left }: ChartFrame,
  [low, high]: readonly [number, number],
  y: (value: number) => number,
  format: (value: number) => string,
): string {
  return Array.from({ length: STEPS }, (_, i) => low + ((high - low) * (i + 0.5)) / STEPS)
    .map(
      (value) =>
        `<path class="grid" d="M${left} ${fixed(y(value))}H${width}"/><text x="${left - 6}" y="${fixed(y(value) + 4)}" text-anchor="end">${escapeHtml(format(value))}</text>`,
    )
    .join("");
}

/** The path of one value per window, from the middle of each; it is lifted where windows are missing. */
export function linePath(
  points: readonly { readonly hour: HourIndex; readonly value: number }[],
  windowHours: number,
  x: (hour: number) => number,
  y: (value: number) => number,
): string {
  const path = points.map(({ hour, value }, i) => {
    const before = points[i - 1];
    const joined = before !== undefined && hour - before.hour <= GAP_WINDOWS * windowHours;
    return `${joined ? "L" : "M"}${fixed(x(hour + windowHours / 2))} ${fixed(y(value))}${joined ? "" : "h.1"}`;
  });
  return path.join("");
}

/** Times below the chart: of the day where it shows less than two, else days. */
export function hourTicks(
  { top, height }: ChartFrame,
  { from, to }: { readonly from: HourIndex; readonly to: HourIndex },
  x: (hour: number) => number,
): string {
  const long = to - from >= 48;
  return Array.from({ length: TICKS }, (_, i) => Math.floor(from + ((to - from) * (i + 0.5)) / TICKS))
    .map((hour) => {
      const text = formatHour(hour).slice(long ? 5 : 11, long ? 10 : 16);
      return `<text x="${fixed(x(hour))}" y="${top + height + 16}" text-anchor="middle">${text}</text>`;
    })
    .join("");
}

export const fixed = (value: number): string => String(Math.round(value * 10) / 10);
