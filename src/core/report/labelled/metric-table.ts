import type { Measured } from "../../quality/measured.js";
import type { QualityValue } from "../../quality/measure.js";
import { unitOf } from "../../verdict/quality/realised-metrics.js";
import { escapeHtml } from "../escape.js";
import { table } from "../page/page-parts.js";
import { formatNumber, formatShare } from "../words.js";

/** Every metric with its interval, beside the reference's. @param levels of the reference, by name */
export function metricTable(values: readonly QualityValue[], levels: Readonly<Record<string, number>>): string {
  const rows = values.map(({ name, title, class: ofClass, measured }) => {
    const level = ofClass === null ? levels[name] : undefined;
    const words = ofClass === null ? title : `${title}, class ${ofClass}`;
    return [
      escapeHtml(words),
      measuredText(name, measured),
      level === undefined ? "" : escapeHtml(metricFormat(name)(level)),
    ];
  });
  return table(
    [{ title: "Metric" }, { title: "By labels", isNumber: true }, { title: "Reference", isNumber: true }],
    rows,
  );
}

function measuredText(name: string, measured: Measured): string {
  if (!measured.defined) return `undefined<small>${escapeHtml(measured.because)}</small>`;
  const format = metricFormat(name);
  const { value, low, high } = measured;
  return `${format(value)}${low === null || high === null ? "" : `<small>${format(low)} to ${format(high)}</small>`}`;
}

/** How people read a metric. */
export const metricFormat = (metric: string): ((value: number) => string) =>
  unitOf(metric) === "share" ? formatShare : formatNumber;
