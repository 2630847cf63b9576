import { formatNumber, formatTime } from "../format.js";
import { html, type Html } from "../html.js";
import { axisNames, gridLines, timeAxis, valueAxis } from "./axes.js";
import { paintOf, type ChartData } from "./chart-data.js";
import { frameOf, PADDING_TOP, percent, round, xOf, yOf, type Frame } from "./frame.js";
import { annotations, hits } from "./overlays.js";
import { segmentsOf, type Point } from "./segments.js";

/** Units of the inner drawing's width; it is stretched to the page, so only proportions matter. */
const WIDTH = 1000;
/** Datapoints are marked one by one while there is room for it. */
const MARKED_POINTS = 48;

/**
 * A line or stacked-area chart as SVG that follows the width of its place without distorting text: the curves lie in
 * an inner drawing that stretches, axes and labels are placed by percent. Values show on hover (`<title>`).
 */
export function lineChart(data: ChartData): Html {
  const frame = frameOf(data);
  const { left, right } = frame.scales;
  const hasRight = data.series.some(({ axis }) => axis === "right");
  const plot = html`<svg class="plot" width="100%" height="${data.height}" role="img" aria-label="${spoken(data)}">
    ${gridLines(frame)} ${timeAxis(frame)} ${curves(frame)} ${annotations(frame)} ${marks(frame)} ${hits(frame)}
  </svg>`;
  return html`<div class="chart">
    ${axisNames(data, hasRight)}
    <div class="chart-body chart-legend-${data.legend}">
      <div class="plot-row">
        ${valueAxis(left, frame, "left")} ${plot} ${hasRight ? valueAxis(right, frame, "right") : undefined}
      </div>
      ${data.legend === "hidden" ? undefined : legend(data)}
    </div>
  </div>`;
}

function curves(frame: Frame): Html {
  // A line along the bottom needs half its width of room below.
  const height = frame.plotHeight + PADDING_TOP + 2;
  const box = `0 0 ${WIDTH} ${height}`;
  return html`<svg width="100%" height="${height}" viewBox="${box}" preserveAspectRatio="none" aria-hidden="true">
    ${frame.points.map((line, index) => curve(frame, line, index))}
  </svg>`;
}

/** A line; in stacked charts the area that the series adds. */
function curve(frame: Frame, line: readonly Point[], index: number): Html {
  const series = frame.data.series[index]!;
  const { className, color } = paintOf(series, index);
  const scale = frame.scales[series.axis];
  const corner = (timeMs: number, value: number): string =>
    `${round(xOf(frame, timeMs) * WIDTH)} ${round(yOf(frame, scale, value))}`;
  const paths = segmentsOf(line)
    .filter((segment) => segment.length > 1)
    .map((segment) => {
      const top = segment.map(({ timeMs, value }) => corner(timeMs, value));
      if (!frame.data.stacked) return `M${top.join("L")}`;
      const bottom = segment.toReversed().map(({ timeMs, base }) => corner(timeMs, base));
      return `M${[...top, ...bottom].join("L")}Z`;
    });
  return frame.data.stacked
    ? html`<path class="area ${className}" fill="${color}" d="${paths.join("")}" />`
    : html`<path class="line ${className}" stroke="${color}" d="${paths.join("")}" />`;
}

/** Single datapoints: all while they are few, otherwise those that no line reaches. */
function marks(frame: Frame): Html {
  const { data, points } = frame;
  const dots = points.map((line, index) => {
    const series = data.series[index]!;
    const paint = paintOf(series, index);
    const marked =
      !data.stacked && line.length <= MARKED_POINTS
        ? line
        : segmentsOf(line)
            .filter(({ length }) => length === 1)
            .flat();
    return marked.map((point) => {
      const cy = round(yOf(frame, frame.scales[series.axis], point.value));
      const cx = percent(xOf(frame, point.timeMs));
      return html`<circle class="dot ${paint.className}" fill="${paint.color}" cx="${cx}" cy="${cy}" r="2.25" />`;
    });
  });
  return html`<g aria-hidden="true">${dots}</g>`;
}

function legend(data: ChartData): Html {
  const entries = data.series.map((series, index) => {
    const paint = paintOf(series, index);
    const last = series.values.at(-1);
    return html`<li>
      <svg class="swatch ${paint.className}" width="12" height="12" aria-hidden="true">
        <rect width="12" height="12" rx="3" fill="${paint.color}" />
      </svg>
      <span>${series.label}</span>
      <b>${last === undefined ? "no data" : formatNumber(last)}</b>
    </li>`;
  });
  const { resolution } = data;
  return html`<ul class="legend">
    ${entries} ${resolution === undefined ? undefined : html`<li class="resolution">${resolution}</li>`}
  </ul>`;
}

/** What a screen reader says of the chart. */
function spoken({ title, series, startMs, endMs }: ChartData): string {
  const lines = series.map(({ label, values }) => {
    if (values.length === 0) return `${label}: no data`;
    const lowest = values.reduce((a, b) => Math.min(a, b));
    const highest = values.reduce((a, b) => Math.max(a, b));
    return `${label}: from ${formatNumber(lowest)} to ${formatNumber(highest)}, last ${formatNumber(values.at(-1)!)}`;
  });
  return `Chart: ${title}. ${formatTime(startMs)} to ${formatTime(endMs)}. ${lines.join(". ") || "No series"}.`;
}
