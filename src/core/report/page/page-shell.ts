import { createHash } from "node:crypto";
import { escapeHtml } from "../escape.js";
import { REPORT_STYLE } from "../report-style.js";

/** What a report is made of. */
export interface Page {
  /** Plain text: escaped here. */
  readonly title: string;
  /** HTML, in order; empty ones are left out. */
  readonly sections: readonly string[];
  /** What this page's look adds to that of all reports. */
  readonly style?: string;
}

/**
 * One self-contained page: no scripts, nothing loaded from elsewhere. The policy allows its own style by hash and nothing else, so that
 * even a text that slipped through unescaped could neither run nor load anything.
 */
export function pageShell({ title, sections, style = "" }: Page): string {
  const css = REPORT_STYLE + style;
  const hash = createHash("sha256").update(css).digest("base64");
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<style>${css}</style>
</head>
<body>
<main>
${sections.filter((section) => section !== "").join("\n")}
</main>
</body>
</html>
`;
}
