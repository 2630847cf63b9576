import type { Incident } from "../../contracts/verdict.js";
import { escapeHtml } from "./escape.js";
import { describeFinding, formatHour } from "./words.js";

/**
 * The section of a report that names the open incidents, each with its changes; nothing where there are none.
 *
 * @param said what people have said of them, a sentence each without its full stop
 */
export function openIncidents(open: readonly Incident[], said: readonly string[] = []): string {
  if (open.length === 0) return "";
  const items = open.map((incident) => {
    const changes = [...new Set(incident.findings.map((finding) => describeFinding(finding)))];
    const found = changes.map((change) => `<li>${escapeHtml(change)}</li>`).join("");
    return `<li><strong>${escapeHtml(incident.id)}</strong>, ${incident.severity}, open since ${formatHour(incident.openedHour)}<ul>${found}</ul></li>`;
  });
  const sentences = said.map((sentence) => `<li>${escapeHtml(sentence)}.</li>`).join("");
  const answers = sentences === "" ? "" : `<h3>Said so far</h3><ul>${sentences}</ul>`;
  return `<section><h2>Open incidents</h2><ul class="incidents">${items.join("")}</ul>${answers}</section>`;
}
