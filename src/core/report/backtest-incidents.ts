import type { IncidentFinding } from "../../contracts/verdict.js";
import type { Episode } from "../backtest/rule-replay.js";
import { escapeHtml } from "./escape.js";
import { formatChange, formatHour, formatNumber, formatSpan } from "./words.js";

/** A page with more incidents is read by no one; all of them are in the JSON form. */
const MOST_INCIDENTS = 60;
const MOST_FINDINGS = 12;

/** Each incident with what changed, oldest first. */
export function incidentSections(episodes: readonly Episode[], page: string): string {
  if (episodes.length === 0) return "";
  const shown = episodes.slice(0, MOST_INCIDENTS).map((episode) => incidentSection(episode, page));
  const rest = episodes.length - shown.length;
  const more = rest > 0 ? `<p>${rest} later incidents are not shown; --json lists all.</p>` : "";
  return `<section><h2>What would have been told</h2>${shown.join("")}${more}</section>`;
}

function incidentSection({ incident, paged }: Episode, page: string): string {
  const { openedHour, closedHour, status, severity, findings } = incident;
  const names = [...new Set(findings.map(({ feature }) => feature))];
  const more = names.length > 1 ? ` and ${names.length - 1} more` : "";
  const until =
    closedHour === null
      ? `still ${status} at the end`
      : `closed ${formatHour(closedHour)}, after ${formatSpan(closedHour - openedHour)}`;
  const told = paged ? "pages" : `below ${page}: in the digest only`;
  const rest = findings.length - MOST_FINDINGS;
  return `<article class="incident"><h3>${escapeHtml(`${names[0] ?? ""}${more}`)} <span class="severity ${severity}">${severity}</span></h3>
<p class="when">Opened ${formatHour(openedHour)}, ${until}; ${told}</p>
<div class="scroll"><table class="wide"><thead><tr><th>Feature</th><th>What changed</th><th class="number">Size</th><th class="number">Noticed from</th><th>Check</th><th>Since</th></tr></thead>
<tbody>${findings.slice(0, MOST_FINDINGS).map(findingRow).join("")}</tbody></table></div>${rest > 0 ? `<p class="note">and ${rest} more checks</p>` : ""}</article>`;
}

function findingRow(finding: IncidentFinding): string {
  const { feature, role, check, lens, effect, onsetHour, change, severity } = finding;
  const what = change ? formatChange(change) : "";
  return `<tr><th scope="row">${escapeHtml(feature)}${role === "prediction" ? "<small>prediction</small>" : ""}</th><td>${escapeHtml(what)}</td><td class="number"><span class="severity ${severity}">${formatNumber(effect)} sd</span></td><td class="number">${noticedFrom(finding)}</td><td>${escapeHtml(check)}, ${lens}<small>${statistic(finding)}</small></td><td>${formatHour(onsetHour)}</td></tr>`;
}

/**
 * The band: the effect at which this check would have crossed its limit with these rows. A z grows with the effect, so it is
 * the effect times limit / |z|; a trend sums days up, and other statistics are no multiple of it.
 */
function noticedFrom({ z, lens, check, limit, effect }: IncidentFinding): string {
  if (z === undefined || z === 0 || lens === "trend" || check === "shape") return "";
  return `${formatNumber((effect * limit) / Math.abs(z))} sd`;
}

function statistic({ z, value, limit }: IncidentFinding): string {
  return `${z === undefined ? formatNumber(value) : `z ${formatNumber(z)}`}, limit ${formatNumber(limit)}`;
}
