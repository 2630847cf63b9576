/** What a chart draws: series, lines to compare with, axes. */
export interface ChartSeries {
  readonly label: string;
  readonly timesMs: readonly number[];
  readonly values: readonly number[];
  /** Colour from the dashboard (`#rrggbb`); otherwise one of the page's palette. */
  readonly color: string | undefined;
  readonly axis: "left" | "right";
}

export interface HorizontalLine {
  readonly value: number;
  readonly label: string;
  readonly color: string | undefined;
}

export interface VerticalLine {
  readonly timeMs: number;
  readonly label: string;
}

export interface AxisOptions {
  readonly label?: string | undefined;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}

export interface ChartData {
  readonly title: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly series: readonly ChartSeries[];
  readonly stacked: boolean;
  readonly horizontal: readonly HorizontalLine[];
  readonly vertical: readonly VerticalLine[];
  readonly left: AxisOptions;
  readonly right: AxisOptions;
  /** What a datapoint covers, said beside the legend: "by 3 h". */
  readonly resolution?: string | undefined;
  readonly legend: "bottom" | "right" | "hidden";
  /** Height of the drawing in pixels; its width follows the page. */
  readonly height: number;
}

/** How many colours the page's palette has (`.c0` to `.c7` in the style sheet). */
const PALETTE_SIZE = 8;

export interface Paint {
  /** Class of the palette's colour, or none where the dashboard gives a colour. */
  readonly className: string;
  /** Presentation attribute value; style attributes are forbidden by the page's content policy. */
  readonly color: string;
}

export function paintOf(series: { readonly color: string | undefined }, index: number): Paint {
  const { color } = series;
  if (color !== undefined && /^#[0-9a-f]{3,8}$/i.test(color)) return { className: "", color };
  return { className: `c${index % PALETTE_SIZE}`, color: "currentColor" };
}
