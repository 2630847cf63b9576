import { formatNumber, formatTime } from "../format.js";
import { html, type Html } from "../html.js";
import { paintOf, type ChartSeries } from "./chart-data.js";
import { AXIS_HEIGHT, PADDING_TOP, percent, round, xOf, yOf, type Frame } from "./frame.js";

/** Lines across the plot (thresholds) and down it (events), with their labels. */
export function annotations(frame: Frame): Html {
  const { data, plotHeight } = frame;
  const horizontal = data.horizontal.map((line) => {
    const y = round(yOf(frame, frame.scales.left, line.value));
    const paint = paintOf(line, 0);
    const own = paint.className === "" ? paint.color : "currentColor";
    const above = y > PADDING_TOP + 14;
    return html`<g class="annotation">
      <line x1="0" x2="100%" y1="${y}" y2="${y}" stroke="${own}" />
      <text x="0" dx="5" y="${above ? y - 5 : y + 13}">${line.label}</text>
    </g>`;
  });
  const vertical = data.vertical.map(({ timeMs, label }) => {
    const x = xOf(frame, timeMs);
    if (x < 0 || x > 1) return undefined;
    const at = percent(x);
    return html`<g class="annotation">
      <line x1="${at}" x2="${at}" y1="${PADDING_TOP}" y2="${PADDING_TOP + plotHeight}" stroke="currentColor" />
      <text x="${at}" dx="${x > 0.7 ? -5 : 5}" y="${PADDING_TOP + 10}" text-anchor="${x > 0.7 ? "end" : "start"}"
        >${label}</text
      >
    </g>`;
  });
  return html`<g aria-hidden="true">${horizontal}${vertical}</g>`;
}

/** More columns than this are narrower than a pointer can choose. */
const MAXIMUM_COLUMNS = 300;

/** Columns over the times with data; hovering one shows the values of all series there. */
export function hits(frame: Frame): Html {
  const { data } = frame;
  const times = [...new Set(data.series.flatMap(({ timesMs }) => timesMs))].sort((a, b) => a - b);
  const size = Math.ceil(times.length / MAXIMUM_COLUMNS);
  const columns: Html[] = [];
  for (let first = 0; first < times.length; first += size) {
    const last = Math.min(first + size, times.length) - 1;
    const from = xOf(frame, ((times[first - 1] ?? data.startMs) + times[first]!) / 2);
    const to = xOf(frame, (times[last]! + (times[last + 1] ?? data.endMs)) / 2);
    const x = Math.max(0, from);
    const width = Math.max(0, Math.min(1, to) - x);
    columns.push(
      html`<rect class="hit" x="${percent(x)}" width="${percent(width)}" y="0" height="${data.height - AXIS_HEIGHT}">
        <title>${valuesBetween(data.series, times[first]!, times[last]!)}</title>
      </rect>`,
    );
  }
  return html`<g>${columns}</g>`;
}

/** The values of all series in a span of time, one line each; the lowest and highest where there are several. */
function valuesBetween(series: readonly ChartSeries[], firstMs: number, lastMs: number): string {
  const time = firstMs === lastMs ? formatTime(firstMs) : `${formatTime(firstMs)} to ${formatTime(lastMs)}`;
  const lines = series.flatMap(({ label, timesMs, values }) => {
    const inside = values.slice(firstAtLeast(timesMs, firstMs), firstAtLeast(timesMs, lastMs + 1));
    if (inside.length === 0) return [];
    const [lowest, highest] = [Math.min(...inside), Math.max(...inside)].map(formatNumber);
    return [`${label}: ${lowest === highest ? lowest : `${lowest} to ${highest}`}`];
  });
  return [time, ...lines].join("\n");
}

/** Index of the first time that isn't before a given one. */
function firstAtLeast(timesMs: readonly number[], timeMs: number): number {
  let low = 0;
  let high = timesMs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (timesMs[middle]! < timeMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
