import { escapeHtml } from "../escape.js";
import { WIDGET_STYLE } from "./style.js";

/** What the dashboard looks like; `auto` follows the reader's system. */
export type Theme = "light" | "dark" | "auto";

/** A widget's whole answer: styles and content, no script, nothing loaded from elsewhere. */
export function widgetFrame(theme: Theme, ...parts: readonly string[]): string {
  return `<style>${WIDGET_STYLE}</style><div class="plumbline ${theme} cwdb-no-default-styles">${parts.join("\n")}</div>`;
}

/** Something that the reader must know before anything else. */
export function notice(kind: "done" | "refused" | "plain", text: string): string {
  return `<p class="notice ${kind}" role="status">${escapeHtml(text)}</p>`;
}
