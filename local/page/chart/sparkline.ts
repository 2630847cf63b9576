import { html, type Html } from "../html.js";
import { paintOf, type ChartSeries } from "./chart-data.js";
import { valueScale } from "./scale.js";

const WIDTH = 200;
const HEIGHT = 36;

/** A small curve without axes, for single values. Decoration: the value stands beside it as text. */
export function sparkline(series: ChartSeries, index: number, startMs: number, endMs: number): Html {
  const { position } = valueScale(series.values);
  const paint = paintOf(series, index);
  const corners = series.timesMs.map((timeMs, at) => {
    const x = ((timeMs - startMs) / (endMs - startMs)) * WIDTH;
    const y = 2 + (HEIGHT - 4) * (1 - position(series.values[at] ?? 0));
    return `${x.toFixed(1)} ${y.toFixed(1)}`;
  });
  const path = corners.length > 1 ? `M${corners.join("L")}` : "";
  return html`<svg class="sparkline" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
    <path class="line ${paint.className}" stroke="${paint.color}" d="${path}" />
  </svg>`;
}
