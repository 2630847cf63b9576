import { escaped } from "../html.js";
import { withButtons } from "./widget-markup.js";

export type WidgetTheme = "light" | "dark" | undefined;

const STYLE = `
:root{color-scheme:light dark}:root.light{color-scheme:light}:root.dark{color-scheme:dark}
body{margin:0;font:14px/1.45 system-ui,sans-serif;color:light-dark(#1d2126,#e9e7e2)}
button{font:inherit;cursor:pointer;text-align:left}
button.link{border:0;padding:0;background:none;font:inherit;max-width:100%;overflow:hidden;text-overflow:ellipsis}
.frame-note{margin:4px 0 12px}.frame-note a{color:light-dark(#1f6176,#86c5d6)}
pre{white-space:pre-wrap;overflow-wrap:anywhere}
`;

export interface WidgetDocument {
  readonly theme: WidgetTheme;
  /** Where its form is sent: the frame's own address. */
  readonly address: string;
  /** Proves that a form is of this page. */
  readonly token: string;
  /** What the function answered: HTML, or an object. */
  readonly content: unknown;
  /** True where CloudWatch would show it above the dashboard: here it comes with a way back. */
  readonly isPopup: boolean;
}

/** A widget's answer as a document of its own, for a frame: no script runs in it, whatever it holds. */
export function widgetDocument({ theme, address, token, content, isPopup }: WidgetDocument): string {
  const markup =
    typeof content === "string" ? withButtons(content) : `<pre>${escaped(JSON.stringify(content, null, 2))}</pre>`;
  const back = isPopup ? `<p class="frame-note"><a href="${escaped(address)}">Back</a></p>` : "";
  // A disabled button first, so that Enter in a field presses none.
  return frame(
    theme,
    `${back}<form method="post" action="${escaped(address)}"><button disabled hidden></button><input type="hidden" name="token" value="${token}">${markup}</form>`,
  );
}

/** Asks before something is changed, as CloudWatch does. @param fields what the form held, to be sent again with a yes */
export function confirmationDocument(
  { theme, address, token }: Pick<WidgetDocument, "theme" | "address" | "token">,
  question: string,
  fields: URLSearchParams,
): string {
  const kept = [...fields]
    .filter(([name]) => name !== "token")
    .map(([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`);
  return frame(
    theme,
    `<p class="frame-note">${escaped(question)}</p><form method="post" action="${escaped(address)}"><input type="hidden" name="token" value="${token}"><input type="hidden" name="confirmed" value="yes">${kept.join("")}<button>Yes</button> <a href="${escaped(address)}">No</a></form>`,
  );
}

/** What went wrong, in the widget's place. */
export function failureDocument(theme: WidgetTheme, reason: string): string {
  return frame(theme, `<p class="frame-note">${escaped(reason)}</p>`);
}

function frame(theme: WidgetTheme, body: string): string {
  return `<!doctype html><html lang="en" class="${theme ?? ""}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Widget</title><style>${STYLE}</style></head><body>${body}</body></html>`;
}
