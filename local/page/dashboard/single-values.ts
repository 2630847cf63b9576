import { sparkline } from "../chart/sparkline.js";
import type { ChartSeries } from "../chart/chart-data.js";
import { formatNumber, formatTime } from "../format.js";
import { html, type Html } from "../html.js";
import type { GraphedMetric } from "./graphed-metrics.js";
import { memberOf, textAt, type JsonObject } from "./json.js";
import type { TimeRange } from "./time-range.js";

/** Numbers in large type: the newest datapoint of each series, or the whole range's where the widget asks for it. */
export function singleValues(
  series: readonly (ChartSeries & { readonly id: string })[],
  metrics: readonly GraphedMetric[],
  properties: JsonObject,
  range: TimeRange,
): Html {
  // A lone value often carries its widget's title again.
  const title = textAt(properties, "title");
  const whole = memberOf(properties, "setPeriodToTimeRange") === true;
  const values = series.map((line, index) => {
    const statistic = metrics.find(({ id }) => id === line.id)?.statistic;
    const value = whole ? overRange(line.values, statistic) : line.values.at(-1);
    const last = line.timesMs.at(-1);
    const spark =
      memberOf(properties, "sparkline") === true ? sparkline(line, index, range.startMs, range.endMs) : undefined;
    return html`<div class="single">
      <dt class="${line.label === title ? "unseen" : ""}">${line.label}</dt>
      <dd>
        <span class="single-value">${value === undefined ? "–" : formatNumber(value)}</span>
        <span class="faint">${last === undefined ? "no data in this range" : formatTime(last)}</span>
        ${spark}
      </dd>
    </div>`;
  });
  return html`<dl class="singles">${values}</dl>`;
}

/** A statistic over all periods of a range, where it follows from the periods' values; otherwise the newest. */
function overRange(values: readonly number[], statistic: string | undefined): number | undefined {
  if (values.length === 0) return undefined;
  if (statistic === "Sum" || statistic === "SampleCount") return values.reduce((sum, value) => sum + value, 0);
  if (statistic === "Maximum") return values.reduce((most, value) => Math.max(most, value));
  if (statistic === "Minimum") return values.reduce((least, value) => Math.min(least, value));
  return values.at(-1);
}
