import type { AlarmView } from "../../cloudwatch/alarms/alarms.js";
import type { CloudWatchView } from "../../cloudwatch/cloudwatch.js";
import type { AxisOptions, ChartData, ChartSeries, HorizontalLine, VerticalLine } from "../chart/chart-data.js";
import { lineChart } from "../chart/line-chart.js";
import { formatSpan } from "../format.js";
import { html, type Html } from "../html.js";
import { alarmChart } from "./alarm-chart.js";
import { graphedMetrics, type GraphedMetric } from "./graphed-metrics.js";
import { asObject, listAt, memberOf, numberAt, objectAt, textAt, textsAt, type JsonObject } from "./json.js";
import { singleValues } from "./single-values.js";
import { readablePeriodSeconds, type TimeRange } from "./time-range.js";
import type { Widget } from "./widgets.js";

/** What widgets are drawn from. */
export interface Drawing {
  readonly cloudwatch: CloudWatchView;
  readonly range: TimeRange;
  /** True when each widget keeps its own period over long ranges too. */
  readonly keepPeriods: boolean;
  /** Address of a custom widget's frame, by the widget's place in the body; absent where no function can be asked. */
  readonly frameOf?: ((index: number) => string) | undefined;
}

/** Height of one grid row and of a widget's frame and title, in pixels; the style sheet uses the same row height. */
const ROW_HEIGHT = 46;
const FRAME_HEIGHT = 92;

/** Draws a metric widget: a time series, single values, or the metric of an alarm. Undefined for other views. */
export function metricWidget(widget: Widget, drawing: Drawing): Html | undefined {
  const { properties } = widget;
  const height = Math.max(120, widget.height * ROW_HEIGHT - FRAME_HEIGHT);
  const alarm = annotatedAlarm(properties, drawing.cloudwatch.alarms());
  if (alarm !== undefined) return alarmChart(alarm, drawing.cloudwatch, drawing.range, height);
  const view = textAt(properties, "view") ?? "timeSeries";
  if (view !== "timeSeries" && view !== "singleValue") return undefined;
  const least = readablePeriodSeconds(drawing.range, drawing.keepPeriods);
  const metrics = graphedMetrics(properties, least);
  const series = seriesOf(metrics, drawing);
  if (view === "singleValue") return singleValues(series, metrics, properties, drawing.range);
  if (series.length === 0) return html`<p class="empty">This widget names no metric.</p>`;
  const resolution = resolutionOf(metrics);
  return lineChart({ ...chartData(properties, series, drawing.range, height), ...(resolution && { resolution }) });
}

/** "by 3 h", where all metrics of the widget share a period. */
function resolutionOf(metrics: readonly GraphedMetric[]): string | undefined {
  const periods = new Set(metrics.flatMap(({ periodSeconds }) => (periodSeconds === undefined ? [] : [periodSeconds])));
  const [period] = periods;
  return period === undefined || periods.size > 1 ? undefined : `by ${formatSpan(period * 1000)}`;
}

function annotatedAlarm(properties: JsonObject, alarms: readonly AlarmView[]): AlarmView | undefined {
  const [arn] = textsAt(objectAt(properties, "annotations"), "alarms");
  return alarms.find((alarm) => alarm.arn === arn);
}

/** A line as drawn, knowing the metric or expression that it comes from. */
interface WidgetSeries extends ChartSeries {
  readonly id: string;
}

function seriesOf(metrics: readonly GraphedMetric[], { cloudwatch, range }: Drawing): readonly WidgetSeries[] {
  if (metrics.length === 0) return [];
  const queries = metrics.map(({ query }) => query);
  return cloudwatch.query(queries, range.startMs, range.endMs).map(({ id, label, timesMs, values }) => {
    const metric = metrics.find((candidate) => candidate.id === id);
    return { id, label, timesMs, values, color: metric?.color, axis: metric?.axis ?? "left" };
  });
}

function chartData(
  properties: JsonObject,
  series: readonly ChartSeries[],
  { startMs, endMs }: TimeRange,
  height: number,
): ChartData {
  const annotations = objectAt(properties, "annotations");
  const yAxis = objectAt(properties, "yAxis");
  const position = textAt(objectAt(properties, "legend"), "position");
  return {
    title: textAt(properties, "title") ?? "metrics",
    startMs,
    endMs,
    series,
    stacked: memberOf(properties, "stacked") === true,
    horizontal: listAt(annotations, "horizontal").flatMap(horizontalLines),
    vertical: listAt(annotations, "vertical").flatMap(verticalLines),
    left: axisOptions(objectAt(yAxis, "left")),
    right: axisOptions(objectAt(yAxis, "right")),
    legend: position === "hidden" || position === "right" ? position : "bottom",
    height,
  };
}

function axisOptions(axis: JsonObject): AxisOptions {
  return { label: textAt(axis, "label"), min: numberAt(axis, "min"), max: numberAt(axis, "max") };
}

/** A line, or the two lines of a band. */
function horizontalLines(value: unknown): readonly HorizontalLine[] {
  return (Array.isArray(value) ? value : [value]).flatMap((item) => {
    const line = asObject(item);
    const at = numberAt(line, "value");
    const shown = memberOf(line, "visible") !== false;
    return at === undefined || !shown
      ? []
      : [{ value: at, label: textAt(line, "label") ?? "", color: textAt(line, "color") }];
  });
}

function verticalLines(value: unknown): readonly VerticalLine[] {
  return (Array.isArray(value) ? value : [value]).flatMap((item) => {
    const line = asObject(item);
    const timeMs = Date.parse(textAt(line, "value") ?? "");
    return Number.isNaN(timeMs) ? [] : [{ timeMs, label: textAt(line, "label") ?? "" }];
  });
}
