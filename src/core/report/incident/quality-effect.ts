import type { HourIndex } from "../../../contracts/verdict.js";
import type { CountedMetric } from "../../verdict/quality/quality-counts.js";
import type { QualityDay } from "../../verdict/quality/quality-day.js";
import { unitOf } from "../../verdict/quality/realised-metrics.js";
import { escapeHtml } from "../escape.js";
import { table } from "../page/page-parts.js";
import { qualityChart } from "../quality-chart.js";
import { formatHour, formatNumber, formatShare } from "../words.js";

/** What is known of the model's quality around a change. */
export interface QualityEffect {
  readonly metric: { readonly name: string; readonly title: string };
  /** What it was in the reference; null while that is being learned. */
  readonly level: number | null;
  /** Windows before the change, and from its beginning on. */
  readonly before: QualityAround;
  readonly since: QualityAround;
  readonly days: readonly QualityDay[];
}

export interface QualityAround {
  readonly estimated: CountedMetric | null;
  readonly realised: CountedMetric | null;
  readonly predictions: number;
  readonly labelled: number;
}

/** @param effect null where the monitor has no labels */
export function qualityEffect(effect: QualityEffect | null, onsetHour: HourIndex): string {
  const title = "<h2>What it does to the model's quality</h2>";
  if (!effect) {
    return `<section>${title}<p>Not known: no labels are configured for this monitor (<code>labels</code>), so nothing says whether its answers are still right.</p></section>`;
  }
  const { metric, level, before, since, days } = effect;
  const format = unitOf(metric.name) === "share" ? formatShare : formatNumber;
  const interval = (one: CountedMetric | null): string =>
    one === null
      ? "not known"
      : one.low === null || one.high === null
        ? format(one.value)
        : `${format(one.value)}<small>${format(one.low)} to ${format(one.high)}</small>`;
  const row = (name: string, { realised, estimated, labelled, predictions }: QualityAround): string[] => [
    name,
    interval(realised),
    interval(estimated),
    predictions === 0 ? "none" : formatShare(labelled / predictions),
  ];
  const rows = [
    ...(level === null ? [] : [["in the reference", format(level), "", ""]]),
    row(`before ${formatHour(onsetHour).slice(5, 16)}`, before),
    row("since then", since),
  ];
  const columns = [
    { title: metric.title },
    { title: "By labels", isNumber: true },
    { title: "Estimated", isNumber: true },
    { title: "With a label", isNumber: true },
  ];
  const chart = qualityChart(`${metric.title} by day`, days, level, format);
  const legend =
    chart === ""
      ? ""
      : `<p class="legend"><span class="key realised"></span>by labels, with its 95 % interval <span class="key expected"></span>estimated, if inputs still mean what they meant</p><div class="scroll">${chart}</div>`;
  return `<section>${title}<p>${escapeHtml(inWords(effect, format))}</p>${table(columns, rows)}${legend}</section>`;
}

/** One sentence: what labels say, else what is estimated. */
function inWords({ metric, before, since }: QualityEffect, format: (value: number) => string): string {
  for (const [how, from, to] of [
    ["By labels", before.realised, since.realised],
    ["Estimated", before.estimated, since.estimated],
  ] as const) {
    if (from && to) {
      const clear = apart(from, to) ? "" : "; their intervals overlap, so this may be chance";
      return `${how}, ${metric.title} went from ${format(from.value)} to ${format(to.value)}${clear}.`;
    }
  }
  return "Not known yet: too few labels have come for predictions made since the change.";
}

const apart = (a: CountedMetric, b: CountedMetric): boolean =>
  (a.low ?? a.value) > (b.high ?? b.value) || (b.low ?? b.value) > (a.high ?? a.value);
