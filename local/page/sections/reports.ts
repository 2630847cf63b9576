import type { CloudView, StoredObject } from "../../contracts.js";
import { formatBytes, formatCount, formatTime } from "../format.js";
import { html, type Html } from "../html.js";
import type { PageData } from "./page-data.js";

/** How many reports the overview lists before it refers to the full list. */
const RECENT = 6;

/** The HTML objects below the reports' prefix, oldest first. Nothing else of any bucket can be opened. */
export function reportsOf(view: CloudView, { bucket, prefix }: PageData["reports"]): readonly StoredObject[] {
  return view.objects(bucket, prefix).filter(({ key }) => key.startsWith(prefix) && /\.html?$/i.test(key));
}

function reportPath(key: string, way: "view" | "raw"): string {
  return `/reports/${way}?key=${encodeURIComponent(key)}`;
}

/** The newest reports on the overview. */
export function reportsSection({ view, reports }: PageData): Html {
  const found = reportsOf(view, reports);
  const newest = found.filter((report) => !isQuality(report)).slice(-RECENT);
  const more =
    found.length > RECENT ? html`<p><a href="/reports">All ${formatCount(found.length, "report")}</a></p>` : undefined;
  return html`<section class="block" id="reports" aria-labelledby="reports-title">
    <h2 id="reports-title">Reports</h2>
    ${reportList([...newest, ...found.filter(isQuality)], reports)} ${more}
  </section>`;
}

/** The one report that is rewritten as labels come: always first, whenever that was. */
const isQuality = ({ key }: StoredObject): boolean => key.endsWith("/quality.html");

/** The page of all reports. */
export function reportsPage({ view, reports }: PageData): Html {
  const found = reportsOf(view, reports);
  return html`<section class="block">
    <h1 class="headline">Reports</h1>
    <p class="lead">
      ${formatCount(found.length, "report")} in <code>s3://${reports.bucket}/${reports.prefix}</code>, newest first.
    </p>
    ${reportList(found, reports)}
  </section>`;
}

function reportList(found: readonly StoredObject[], { prefix }: PageData["reports"]): Html {
  if (found.length === 0) return html`<p class="empty">No report was written yet.</p>`;
  const rows = found.toReversed().map(
    ({ key, sizeBytes, lastModifiedMs }) =>
      html`<li>
        <a class="row-link" href="${reportPath(key, "view")}">${key.slice(prefix.length)}</a>
        <span class="faint">${formatTime(lastModifiedMs)} · ${formatBytes(sizeBytes)}</span>
      </li>`,
  );
  return html`<ul class="rows">
    ${rows}
  </ul>`;
}

/** A report in a frame that may run no script and load nothing. */
export function reportPage({ key, lastModifiedMs, bucket }: StoredObject): Html {
  return html`<article class="report">
    <p class="back"><a href="/reports">All reports</a></p>
    <h1 class="report-title">${key.split("/").at(-1)}</h1>
    <p class="faint"><code>s3://${bucket}/${key}</code></p>
    <p class="faint">
      ${formatTime(lastModifiedMs)} · <a href="${reportPath(key, "raw")}" target="_blank" rel="noopener">Open alone</a>
    </p>
    <iframe class="report-frame" sandbox="" src="${reportPath(key, "raw")}" title="Report ${key}"></iframe>
  </article>`;
}
