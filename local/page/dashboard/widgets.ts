import { asObject, listAt, numberAt, objectAt, textAt, type JsonObject } from "./json.js";

/** Columns of CloudWatch's dashboard grid. */
export const GRID_COLUMNS = 24;

/** Rows beyond this have no class in the style sheet; CloudWatch dashboards are far shorter. */
export const GRID_ROWS = 400;

/** Tallest widget, in grid rows. */
export const TALLEST_WIDGET = 60;

/** A widget of a DashboardBody and its place on the grid of 24 columns. */
export interface Widget {
  /** Its place in the body's list. */
  readonly index: number;
  readonly type: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: JsonObject;
}

/** Widgets from top to bottom and left to right. A widget without a place goes below the one before it. */
export function widgetsOf(body: JsonObject): readonly Widget[] {
  let nextY = 0;
  const widgets = listAt(body, "widgets").map((value, index): Widget => {
    const widget = asObject(value);
    const width = within(numberAt(widget, "width") ?? 6, 1, GRID_COLUMNS);
    const height = within(numberAt(widget, "height") ?? 6, 1, TALLEST_WIDGET);
    const x = within(numberAt(widget, "x") ?? 0, 0, GRID_COLUMNS - width);
    const y = within(numberAt(widget, "y") ?? nextY, 0, GRID_ROWS - 1);
    nextY = Math.max(nextY, y + height);
    return {
      index,
      type: textAt(widget, "type") ?? "unknown",
      x,
      y,
      width,
      height,
      properties: objectAt(widget, "properties"),
    };
  });
  return widgets.toSorted((a, b) => a.y - b.y || a.x - b.x);
}

function within(value: number, least: number, most: number): number {
  return Math.min(Math.max(Math.round(value), least), most);
}
