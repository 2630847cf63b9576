import { escapeHtml } from "../escape.js";

/** Something to click on in a dashboard's widget: it calls a function and shows what comes back. */
export interface WidgetCall {
  readonly label: string;
  /** ARN of the function. */
  readonly endpoint: string;
  /** What the function gets, beside the widget's context. */
  readonly payload: Readonly<Record<string, unknown>>;
  /** Where the answer is shown: in place of the widget, or above the dashboard. */
  readonly display: "widget" | "popup";
  /** Asked before the call; absent where nothing is changed. */
  readonly confirmation?: string;
  readonly look: "link" | "button" | "primary";
}

const CLASSES: Readonly<Record<WidgetCall["look"], string>> = {
  link: "link",
  button: "btn",
  primary: "btn btn-primary",
};

/** CloudWatch binds the element to the link before it; there is no script. */
export function callLink({ label, endpoint, payload, display, confirmation, look }: WidgetCall): string {
  const asked = confirmation === undefined ? "" : ` confirmation="${escapeHtml(confirmation)}"`;
  return `<a class="${CLASSES[look]}">${escapeHtml(label)}</a><cwdb-action action="call" display="${display}" endpoint="${escapeHtml(endpoint)}"${asked}>${jsonText(payload)}</cwdb-action>`;
}

/** JSON that is the same text whether HTML entities are read in it or not. */
function jsonText(payload: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(payload).replace(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
