import { PlumblineError } from "../../contracts/errors.js";
import type { HourIndex } from "../../contracts/verdict.js";
import type { Theme } from "../../core/report/widget/frame.js";
import { HOUR_MS } from "../hour.js";

export const WIDGET_VIEWS = ["heat", "incidents", "timeline", "latency", "feature"] as const;
export type WidgetViewName = (typeof WIDGET_VIEWS)[number];

/** What a dashboard asks of the widget, whoever wrote it: nothing of it is trusted. */
export type WidgetEvent =
  | { readonly kind: "describe" }
  | ({ readonly kind: "show" } & Shown)
  | ({ readonly kind: "answer"; readonly call: Readonly<Record<string, unknown>> } & Shown & Typed);

/** What is to be shown, where. */
export interface Shown {
  readonly view: string;
  readonly feature: string | null;
  /** `to` is exclusive. */
  readonly range: { readonly from: HourIndex; readonly to: HourIndex };
  readonly theme: Theme;
}

interface Typed {
  /** What stands in the widget's fields, by name. */
  readonly forms: Readonly<Record<string, string>>;
  readonly accountId: string;
}

type Json = Readonly<Record<string, unknown>>;

const DEFAULT_HOURS = 14 * 24;
const MOST_HOURS = 400 * 24;

/**
 * Reads the event of a custom widget. An answer is taken from the payload of a pressed button only: parameters that are stored
 * in a dashboard would be sent with every look at it.
 *
 * @throws PlumblineError `BAD_EVENT` for what no dashboard sends
 */
export function readWidgetEvent(event: unknown, nowMs: number): WidgetEvent {
  const call = objectOf(event);
  if (call === null)
    throw new PlumblineError("BAD_EVENT", "widget expects an event of a CloudWatch dashboard, got none");
  if (call["describe"] === true) return { kind: "describe" };
  const context = objectOf(call["widgetContext"]) ?? {};
  const stored = objectOf(context["params"]) ?? {};
  const shown: Shown = {
    view: textOf(call["view"]) ?? textOf(stored["view"]) ?? "heat",
    feature: textOf(call["feature"]),
    range: rangeOf(objectOf(context["timeRange"]) ?? {}, nowMs),
    theme: themeOf(context["theme"]),
  };
  if (call["answer"] === undefined || stored["answer"] !== undefined) return { kind: "show", ...shown };
  const accountId = textOf(context["accountId"]) ?? "";
  return { kind: "answer", call, ...shown, accountId, forms: formsOf(context) };
}

function rangeOf(timeRange: Json, nowMs: number): Shown["range"] {
  const { start, end } = objectOf(timeRange["zoom"]) ?? timeRange;
  const isTime = (value: unknown): value is number => typeof value === "number" && value > 0 && value < 8.64e15;
  const toMs = isTime(end) ? end : nowMs;
  const to = Math.ceil(toMs / HOUR_MS);
  const from = isTime(start) && start < toMs ? Math.floor(start / HOUR_MS) : to - DEFAULT_HOURS;
  return { from: Math.max(from, to - MOST_HOURS), to };
}

function themeOf(theme: unknown): Theme {
  return theme === "light" || theme === "dark" ? theme : "auto";
}

function formsOf(context: Json): Readonly<Record<string, string>> {
  const all = objectOf(objectOf(context["forms"])?.["all"]) ?? {};
  return Object.fromEntries(
    Object.entries(all).filter((field): field is [string, string] => typeof field[1] === "string"),
  );
}

function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

function objectOf(value: unknown): Json | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : null;
}
