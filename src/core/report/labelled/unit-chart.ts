import { escapeHtml } from "../escape.js";

/** A point of a chart; both coordinates as shares of their axis' length. */
export interface UnitPoint {
  readonly x: number;
  readonly y: number;
  /** On hover; a point with words gets a dot. */
  readonly words?: string;
}

export interface UnitChart {
  /** For those who can't see it, with the numbers that matter. */
  readonly title: string;
  readonly xTitle: string;
  readonly yTitle: string;
  /** What 1 stands for on the x axis. Default `100 %`. */
  readonly xEnd?: string;
  readonly reference: readonly UnitPoint[];
  readonly now: readonly UnitPoint[];
  /** Whether the diagonal means something: chance, or scores that mean what they say. */
  readonly diagonal: boolean;
}

const SIDE = 260;
const LEFT = 44;
const TOP = 8;
const BELOW = 40;
const WIDTH = LEFT + SIDE + 12;
const HEIGHT = TOP + SIDE + BELOW;
const STEPS = [0, 0.25, 0.5, 0.75, 1];

/** Two lines in a square from 0 to 1, reference beside now, as SVG without scripts. Points that are no numbers are left out. */
export function unitChart({ title, xTitle, yTitle, xEnd = "100 %", reference, now, diagonal }: UnitChart): string {
  const x = (value: number): number => LEFT + SIDE * value;
  const y = (value: number): number => TOP + SIDE * (1 - value);
  const line = (points: readonly UnitPoint[], kind: string): string => {
    const known = points.filter((point) => Number.isFinite(point.x) && Number.isFinite(point.y));
    if (known.length === 0) return "";
    const path = known.map((point) => `${fixed(x(point.x))} ${fixed(y(point.y))}`).join("L");
    const dots = known.flatMap((point) =>
      point.words === undefined
        ? []
        : `<circle class="${kind}" cx="${fixed(x(point.x))}" cy="${fixed(y(point.y))}" r="3.5"><title>${escapeHtml(point.words)}</title></circle>`,
    );
    return `<path class="${kind}" d="M${path}"/>${dots.join("")}`;
  };
  const grid = STEPS.map(
    (step) =>
      `<line class="grid" x1="${LEFT}" x2="${LEFT + SIDE}" y1="${fixed(y(step))}" y2="${fixed(y(step))}"/><text x="${LEFT - 6}" y="${fixed(y(step) + 4)}" text-anchor="end">${100 * step} %</text>`,
  ).join("");
  return `<svg class="chart unit" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escapeHtml(title)}">${grid}
<text x="${LEFT}" y="${TOP + SIDE + 16}" text-anchor="middle">0</text><text x="${LEFT + SIDE}" y="${TOP + SIDE + 16}" text-anchor="end">${escapeHtml(xEnd)}</text>
<text x="${LEFT + SIDE / 2}" y="${TOP + SIDE + 32}" text-anchor="middle">${escapeHtml(xTitle)}</text><text x="11" y="${TOP + SIDE / 2}" text-anchor="middle" transform="rotate(-90 11 ${TOP + SIDE / 2})">${escapeHtml(yTitle)}</text>
${diagonal ? `<line class="diagonal" x1="${x(0)}" y1="${y(0)}" x2="${x(1)}" y2="${y(1)}"/>` : ""}${line(reference, "reference")}${line(now, "current")}</svg>`;
}

const fixed = (value: number): string => String(Math.round(value * 10) / 10);
