import { formatNumber } from "../format.js";
import { html, type Html } from "../html.js";
import type { ChartData } from "./chart-data.js";
import { AXIS_HEIGHT, percent, round, xOf, yOf, type Frame } from "./frame.js";
import { timeTicks, type ValueScale } from "./scale.js";

export function gridLines(frame: Frame): Html {
  const { left } = frame.scales;
  const lines = left.ticks.map((tick) => {
    const y = round(yOf(frame, left, tick));
    return html`<line class="gridline${tick === 0 ? " zero" : ""}" x1="0" x2="100%" y1="${y}" y2="${y}" />`;
  });
  return html`<g aria-hidden="true">${lines}</g>`;
}

export function timeAxis(frame: Frame): Html {
  const { startMs, endMs, height } = frame.data;
  const ticks = timeTicks(startMs, endMs, 7)
    .map((tick) => ({ ...tick, x: xOf(frame, tick.timeMs) }))
    .filter(({ x }) => x > 0.02 && x < 0.98)
    .map(({ x, label }, index) => {
      const at = percent(x);
      return html`<g class="tick${index % 2 === 1 ? " tick-odd" : ""}">
        <line x1="${at}" x2="${at}" y1="${height - AXIS_HEIGHT}" y2="${height - AXIS_HEIGHT + 4}" />
        <text x="${at}" y="${height - 5}" text-anchor="middle">${label}</text>
      </g>`;
    });
  return html`<g aria-hidden="true">${ticks}</g>`;
}

export function valueAxis(scale: ValueScale, frame: Frame, side: "left" | "right"): Html {
  const x = side === "left" ? "100%" : "0";
  const labels = scale.ticks.map((tick) => {
    const y = round(yOf(frame, scale, tick)) + 4;
    return html`<text x="${x}" y="${y}" text-anchor="${side === "left" ? "end" : "start"}"
      >${formatNumber(tick)}</text
    >`;
  });
  return html`<svg class="value-axis" height="${frame.data.height}" aria-hidden="true">${labels}</svg>`;
}

export function axisNames({ left, right }: ChartData, hasRight: boolean): Html | undefined {
  if (left.label === undefined && (right.label === undefined || !hasRight)) return undefined;
  return html`<div class="axis-names" aria-hidden="true">
    <span>${left.label}</span><span>${hasRight ? right.label : undefined}</span>
  </div>`;
}
