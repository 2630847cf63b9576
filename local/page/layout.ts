import { RANGES, type RangeName } from "./dashboard/time-range.js";
import { formatTime } from "./format.js";
import { html, type Html } from "./html.js";

export interface Layout {
  readonly title: string;
  readonly nowMs: number;
  /** The address of the page without `range`, to which the range links add theirs; absent where no range applies. */
  readonly ranges?: { readonly path: string; readonly query: URLSearchParams; readonly chosen: RangeName } | undefined;
  readonly content: Html;
}

/** A whole document. Styles and script are files of this server: the content policy forbids them inline. */
export function document({ title, nowMs, ranges, content }: Layout): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · Plumbline</title>
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/page.css" />
        <link rel="stylesheet" href="/grid.css" />
        <script src="/page.js"></script>
      </head>
      <body>
        <a class="skip" href="#main">Skip to content</a>
        <header class="bar">
          <a class="brand" href="/">${mark()}<span>Plumbline</span></a>
          <nav class="sections" aria-label="Sections">
            <a href="/#now">Now</a><a href="/#dashboard">Dashboard</a><a href="/mail">E-mail</a>
            <a href="/reports">Reports</a><a href="/#queues">Queues</a>
          </nav>
          <p class="clock"><span class="faint">Simulated time</span> <time data-now>${formatTime(nowMs)}</time></p>
          ${ranges === undefined ? undefined : rangeLinks(ranges)}
          <button
            class="theme"
            type="button"
            data-theme-toggle
            aria-label="Switch between light and dark"
            title="Light or dark"
          >
            ${halfMoon()}
          </button>
        </header>
        <main id="main">${content}</main>
        <footer class="foot">
          The embedded cloud on this machine. Nothing here was sent to AWS, and all times are UTC.
        </footer>
      </body>
    </html>`.markup;
}

function rangeLinks({ path, query, chosen }: NonNullable<Layout["ranges"]>): Html {
  const links = RANGES.map(({ name, label }) => {
    const parameters = new URLSearchParams(query);
    parameters.set("range", name);
    const current = name === chosen ? html`aria-current="true"` : undefined;
    return html`<a href="${`${path}?${parameters.toString()}`}" ${current}>${label}</a>`;
  });
  return html`<nav class="ranges" aria-label="Time range">${links}</nav>`;
}

/** A plumb bob. */
function mark(): Html {
  return html`<svg width="20" height="24" viewBox="0 0 20 24" aria-hidden="true">
    <path d="M10 0V9" stroke="currentColor" stroke-width="1.5" />
    <path d="M5 9h10l-1.2 5.5L10 24l-3.8-9.5z" fill="currentColor" />
  </svg>`;
}

function halfMoon(): Html {
  return html`<svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
    <circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" stroke-width="1.5" />
    <path d="M8 1.5a6.5 6.5 0 0 1 0 13z" fill="currentColor" />
  </svg>`;
}
