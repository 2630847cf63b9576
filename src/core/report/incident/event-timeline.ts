import { escapeHtml } from "../escape.js";
import { formatSpan } from "../words.js";

/** Something that happened around an incident or a window. Plain texts. */
export interface TimelineEntry {
  readonly atMs: number;
  readonly kind: "onset" | "transition" | "answer" | "pipeline" | "configuration" | "baseline";
  readonly what: string;
}

const MOST_ENTRIES = 60;
const HOUR_MS = 3_600_000;

/**
 * What happened, oldest first, each with its distance from the onset.
 *
 * @param onsetMs what distances are measured from; null: none are shown
 */
export function eventTimeline(entries: readonly TimelineEntry[], onsetMs: number | null, title = "What happened when") {
  if (entries.length === 0) return "";
  const sorted = [...entries].sort((a, b) => a.atMs - b.atMs || ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
  const shown = sorted.slice(-MOST_ENTRIES);
  const items = shown.map(({ atMs, kind, what }) => {
    const distance = onsetMs === null || kind === "onset" ? "" : `<small>${distanceText(atMs - onsetMs)}</small>`;
    return `<li class="${kind}"><time datetime="${new Date(atMs).toISOString()}">${timeText(atMs)}</time><span>${escapeHtml(what)}${distance}</span></li>`;
  });
  const rest = sorted.length - shown.length;
  const more = rest > 0 ? `<p class="note">${rest} earlier ones are in the audit trail.</p>` : "";
  return `<section><h2>${escapeHtml(title)}</h2><ol class="events">${items.join("")}</ol>${more}</section>`;
}

/** What causes comes before what follows from it. */
const ORDER: readonly TimelineEntry["kind"][] = [
  "configuration",
  "pipeline",
  "baseline",
  "onset",
  "transition",
  "answer",
];

function distanceText(ms: number): string {
  const hours = Math.abs(ms) / HOUR_MS;
  if (hours < 0.5) return "when the change began";
  const span = formatSpan(Math.max(1, Math.round(hours)));
  return ms < 0 ? `${span} before the change began` : `${span} after it began`;
}

const timeText = (ms: number): string => `${new Date(ms).toISOString().slice(0, 16).replace("T", " ")} UTC`;
