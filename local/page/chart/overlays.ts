import { formatNumber, formatTime } from "../format.js";
import { html, type Html } from "../html.js";
import { paintOf } from "./chart-data.js";
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

/** One column per time with data; hovering it shows the values of all series there. */
export function hits(frame: Frame): Html {
  const { data } = frame;
  const times = [...new Set(data.series.flatMap(({ timesMs }) => timesMs))].sort((a, b) => a - b);
  const indices = data.series.map(({ timesMs }) => new Map(timesMs.map((timeMs, index) => [timeMs, index])));
  const columns = times.map((timeMs, position) => {
    const from = xOf(frame, ((times[position - 1] ?? data.startMs) + timeMs) / 2);
    const to = xOf(frame, (timeMs + (times[position + 1] ?? data.endMs)) / 2);
    const values = data.series.flatMap(({ label, values: of }, series) => {
      const index = indices[series]!.get(timeMs);
      return index === undefined ? [] : [`${label}: ${formatNumber(of[index]!)}`];
    });
    const title = [formatTime(timeMs), ...values].join("\n");
    const x = Math.max(0, from);
    return html`<rect
      class="hit"
      x="${percent(x)}"
      width="${percent(Math.max(0, Math.min(1, to) - x))}"
      y="0"
      height="${data.height - AXIS_HEIGHT}"
      ><title>${title}</title></rect
    >`;
  });
  return html`<g>${columns}</g>`;
}
