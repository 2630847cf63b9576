import type { HourIndex, Incident } from "../../../contracts/verdict.js";
import { qualitySubject, qualityTrouble } from "../quality-words.js";
import { formatChange, formatHour, formatSpan } from "../words.js";

/** What happened, in one line: `age: median 46 -> 49, and 2 more features`. */
export function headlineOf(incident: Incident): string {
  const [worst] = incident.findings;
  if (!worst) return "The data changed";
  const trouble = qualityTrouble(incident);
  const others = new Set(incident.findings.map(({ feature }) => feature)).size - 1;
  const more = others > 0 ? `, and ${others} more` : "";
  if (trouble) {
    const change = worst.change ? `: ${formatChange(worst.change)}` : "";
    const subject = qualitySubject(trouble, incident);
    return `${subject.charAt(0).toUpperCase()}${subject.slice(1)}${change}`;
  }
  const what = worst.change ? formatChange(worst.change) : "no longer looks like the reference";
  return `${worst.role === "prediction" ? "The model's output " : ""}${worst.feature}: ${what}${more}`;
}

/** How it stands, in a word or two, and since when. */
export function stateWords(
  { status, openedHour, closedHour, closedBy, lastDriftingHour }: Incident,
  asOfHour: HourIndex,
): { readonly state: string; readonly note: string } {
  const opened = `opened ${formatHour(openedHour)}`;
  if (status === "closed") {
    const lasted = formatSpan(Math.max(1, lastDriftingHour + 1 - openedHour));
    const by = { accepted: "Accepted", relearned: "Learned anew" };
    const since = closedHour === null ? "" : `on ${formatHour(closedHour)}, `;
    return { state: closedBy ? by[closedBy] : "Closed", note: `${since}after ${lasted}` };
  }
  const span = formatSpan(Math.max(1, asOfHour + 1 - openedHour));
  return status === "persistent"
    ? { state: "Persistent", note: `unchanged; ${opened}` }
    : { state: "Open", note: `for ${span}, ${opened}` };
}
