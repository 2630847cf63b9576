import type { Incident } from "../../contracts/verdict.js";
import { escapeHtml } from "./escape.js";
import { describeFinding, formatHour } from "./words.js";

/** The section of a report that names the open incidents, each with its changes; nothing where there are none. */
export function openIncidents(open: readonly Incident[]): string {
  if (open.length === 0) return "";
  const items = open.map((incident) => {
    const changes = [...new Set(incident.findings.map((finding) => describeFinding(finding)))];
    const found = changes.map((change) => `<li>${escapeHtml(change)}</li>`).join("");
    return `<li><strong>${escapeHtml(incident.id)}</strong>, ${incident.severity}, since ${formatHour(incident.openedHour)}<ul>${found}</ul></li>`;
  });
  return `<section><h2>Open incidents</h2><ul class="incidents">${items.join("")}</ul></section>`;
}
