import { gridStyle } from "./assets/grid-style.js";
import { script } from "./assets/script.js";
import { style } from "./assets/style.js";
import { PAGE_POLICY, REPORT_POLICY } from "./content-policy.js";
import { timeRange } from "./dashboard/time-range.js";
import { html, type Html } from "./html.js";
import { document } from "./layout.js";
import { alarmPage } from "./sections/alarm-page.js";
import { mailboxPage, mailPage } from "./sections/mail.js";
import { overview } from "./sections/overview.js";
import type { PageData } from "./sections/page-data.js";
import { reportPage, reportsOf, reportsPage } from "./sections/reports.js";

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly policy: string;
  readonly body: string | Uint8Array;
}

interface Request {
  readonly data: PageData;
  readonly path: string;
  readonly query: URLSearchParams;
  /** What the route's pattern caught, decoded. */
  readonly name: string;
}

type Route = (request: Request) => Answer | undefined;

const FAVICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 24"><path d="M10 0V9" stroke="#2b6c80" stroke-width="2"/><path d="M5 9h10l-1.2 5.5L10 24l-3.8-9.5z" fill="#2b6c80"/></svg>';

const ROUTES: readonly { readonly pattern: RegExp; readonly route: Route }[] = [
  { pattern: /^\/()$/, route: overviewRoute },
  { pattern: /^\/mail()$/, route: (request) => page(request, "E-mail", mailboxPage(request.data.view.mailbox())) },
  { pattern: /^\/mail\/([^/]+)$/, route: mailRoute },
  { pattern: /^\/alarms\/([^/]+)$/, route: alarmRoute },
  { pattern: /^\/reports()$/, route: (request) => page(request, "Reports", reportsPage(request.data)) },
  { pattern: /^\/reports\/(view|raw)$/, route: reportRoute },
  { pattern: /^\/version()$/, route: versionRoute },
  { pattern: /^\/page\.css()$/, route: () => file("text/css", style) },
  { pattern: /^\/grid\.css()$/, route: () => file("text/css", gridStyle()) },
  { pattern: /^\/page\.js()$/, route: () => file("text/javascript", script) },
  { pattern: /^\/favicon\.svg()$/, route: () => file("image/svg+xml", FAVICON) },
];

/** Answers a GET; 404 in the page's own frame for anything that isn't there. */
export function answerGet(url: URL, data: PageData): Answer {
  const found = ROUTES.map(({ pattern, route }) => ({ route, match: pattern.exec(url.pathname) })).find(
    ({ match }) => match !== null,
  );
  const name = decoded(found?.match?.[1] ?? "");
  const request = { data, path: url.pathname, query: url.searchParams, name: name ?? "" };
  const answer = name === undefined ? undefined : found?.route(request);
  return answer ?? notFound(request);
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function page(
  { data }: Request,
  title: string,
  content: Html,
  ranges?: Parameters<typeof document>[0]["ranges"],
): Answer {
  const body = document({ title, nowMs: data.view.nowMs(), ranges, content });
  return { status: 200, type: "text/html", policy: PAGE_POLICY, body };
}

function file(type: string, body: string): Answer {
  return { status: 200, type, policy: PAGE_POLICY, body };
}

function notFound(request: Request): Answer {
  const content = html`<h1 class="headline">There is no such page</h1>
    <p class="lead">
      <code>${request.path}</code> is not here, or not any more. <a href="/">Back to the overview</a>
    </p>`;
  return { ...page(request, "Not found", content), status: 404 };
}

function overviewRoute(request: Request): Answer {
  const { data, path, query } = request;
  const range = timeRange(query.get("range") ?? undefined, data.view.nowMs(), data.cloudwatch);
  return page(request, "Overview", overview(data, range, query), { path, query, chosen: range.name });
}

function mailRoute(request: Request): Answer | undefined {
  const mail = request.data.view.mailbox().find(({ id }) => id === request.name);
  return mail && page(request, mail.subject, mailPage(mail));
}

function alarmRoute(request: Request): Answer | undefined {
  const { data, path, query, name } = request;
  const alarm = data.cloudwatch.alarms().find(({ definition }) => definition.name === name);
  if (alarm === undefined) return undefined;
  const nowMs = data.view.nowMs();
  const range = timeRange(query.get("range") ?? undefined, nowMs, data.cloudwatch);
  return page(request, name, alarmPage(alarm, data.cloudwatch, range, nowMs), { path, query, chosen: range.name });
}

function reportRoute(request: Request): Answer | undefined {
  const { data, query, name } = request;
  const report = reportsOf(data.view, data.reports).find(({ key }) => key === query.get("key"));
  if (report === undefined) return undefined;
  if (name === "view") return page(request, "Report", reportPage(report));
  const body = data.view.readObject(report.bucket, report.key);
  return body && { status: 200, type: "text/html", policy: REPORT_POLICY, body };
}

/** Changes whenever the page would look different. */
function versionRoute({ data }: Request): Answer {
  const { view, cloudwatch } = data;
  const depths = view.queues().map(({ visible, inFlight }) => `${visible}/${inFlight}`);
  const version = [view.nowMs(), view.mailbox().length, cloudwatch.alarms().length, ...depths].join(" ");
  return file("text/plain", version);
}
