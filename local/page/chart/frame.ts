import type { AxisOptions, ChartData } from "./chart-data.js";
import { valueScale, type ValueScale } from "./scale.js";
import { stack, type Point } from "./segments.js";

export const PADDING_TOP = 8;
export const AXIS_HEIGHT = 22;

/** A chart's data with their places: what every part of the drawing needs. */
export interface Frame {
  readonly data: ChartData;
  readonly points: readonly (readonly Point[])[];
  readonly scales: { readonly left: ValueScale; readonly right: ValueScale };
  readonly plotHeight: number;
}

export function frameOf(data: ChartData): Frame {
  const plain = data.series.map(({ timesMs, values }) =>
    timesMs.map((timeMs, index) => ({ timeMs, value: values[index] ?? 0, base: 0 })),
  );
  const points = data.stacked ? stack(data.series) : plain;
  const scaleOf = (axis: "left" | "right", options: AxisOptions): ValueScale => {
    const values = points.flatMap((line, index) =>
      data.series[index]?.axis === axis
        ? line.flatMap((point) => (data.stacked ? [point.value, point.base] : [point.value]))
        : [],
    );
    const lines = axis === "left" ? data.horizontal.map(({ value }) => value) : [];
    return valueScale([...values, ...lines], options);
  };
  const scales = { left: scaleOf("left", data.left), right: scaleOf("right", data.right) };
  return { data, points, scales, plotHeight: data.height - AXIS_HEIGHT - PADDING_TOP };
}

/** Where a time lies between the left (0) and right (1) edge. */
export function xOf({ data }: Frame, timeMs: number): number {
  return (timeMs - data.startMs) / (data.endMs - data.startMs);
}

/** Where a value lies, in pixels from the top; far outliers of a fixed axis are held at its ends. */
export function yOf(frame: Frame, scale: ValueScale, value: number): number {
  const position = Math.min(Math.max(scale.position(value), -0.05), 1.05);
  return PADDING_TOP + frame.plotHeight * (1 - position);
}

export function percent(share: number): string {
  return `${Number((share * 100).toFixed(3))}%`;
}

export function round(value: number): number {
  return Number(value.toFixed(2));
}
