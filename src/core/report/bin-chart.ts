import { escapeHtml } from "./escape.js";
import { formatShare } from "./words.js";

/** One bin of a feature: its share in the reference and in the current window, 0 to 1. */
export interface ChartBin {
  readonly label: string;
  readonly reference: number;
  readonly current: number;
}

const WIDTH = 640;
const BAR_AREA_HEIGHT = 120;
const LABEL_HEIGHT = 34;
const LABEL_CHARACTERS = 12;
/** Roughly, in units of the view box. */
const CHARACTER_WIDTH = 7;

/**
 * Paired bars, reference beside current, as SVG. Colours come from the page's CSS variables, so that one chart serves
 * light, dark and print. Every bar says its numbers on hover and to screen readers.
 */
export function binChart(title: string, bins: readonly ChartBin[]): string {
  const highest = Math.max(0.01, ...bins.map((bin) => Math.max(bin.reference, bin.current)));
  const step = WIDTH / Math.max(1, bins.length);
  const barWidth = Math.min(28, step * 0.36);
  const longest = Math.max(1, ...bins.map(({ label }) => Math.min(LABEL_CHARACTERS, label.length)));
  // Labels that would run into each other are left out in turn; every bar still says its own on hover.
  const every = Math.ceil((longest * CHARACTER_WIDTH) / step);
  const bars = bins
    .map((bin, index) => barPair(bin, step * (index + 0.5), barWidth, highest, index % every === 0))
    .join("");
  return `<svg class="chart" viewBox="0 0 ${WIDTH} ${BAR_AREA_HEIGHT + LABEL_HEIGHT}" role="img" aria-label="${escapeHtml(title)}">
<line class="axis" x1="0" x2="${WIDTH}" y1="${BAR_AREA_HEIGHT + 0.5}" y2="${BAR_AREA_HEIGHT + 0.5}"/>${bars}</svg>`;
}

function barPair(bin: ChartBin, centre: number, barWidth: number, highest: number, labelled: boolean): string {
  const bar = (kind: "reference" | "current", x: number): string => {
    const height = (bin[kind] / highest) * (BAR_AREA_HEIGHT - 8);
    return `<rect class="${kind}" x="${fixed(x)}" y="${fixed(BAR_AREA_HEIGHT - height)}" width="${fixed(barWidth)}" height="${fixed(height)}" rx="1.5"/>`;
  };
  const label = bin.label.length > LABEL_CHARACTERS ? `${bin.label.slice(0, LABEL_CHARACTERS - 1)}…` : bin.label;
  const numbers = `${bin.label}: reference ${formatShare(bin.reference)}, now ${formatShare(bin.current)}`;
  return (
    `<g><title>${escapeHtml(numbers)}</title>` +
    bar("reference", centre - barWidth - 1) +
    bar("current", centre + 1) +
    (labelled
      ? `<text x="${fixed(centre)}" y="${BAR_AREA_HEIGHT + 16}" text-anchor="middle">${escapeHtml(label)}</text>`
      : "") +
    "</g>"
  );
}

const fixed = (value: number): string => String(Math.round(value * 10) / 10);
