import type { Incident } from "../../contracts/verdict.js";
import { answersTo, describeAnswer } from "../../core/answers/answer-words.js";
import { incidentList } from "../../core/report/widget/incident-list.js";
import { isWorse } from "../../core/verdict/severity.js";
import { answersGiven } from "../answers/answer-log.js";
import { storedIncidents } from "../incidents.js";
import { featureLink } from "./heat-view.js";
import type { Viewing } from "./view-deps.js";
import type { Shown } from "./widget-event.js";

const MOST_CLOSED = 10;

/** What is open, worst first, and what was open in the time range, newest first, with the answers given. */
export async function incidentsView({ range }: Shown, { deps, endpoint, nowMs }: Viewing): Promise<string> {
  const { table, monitor } = deps;
  const answers = await answersGiven(table, monitor.name, nowMs);
  const incidents = await storedIncidents(table, monitor.name, nowMs);
  const live = incidents.filter(({ status }) => status !== "closed").sort(worstFirst);
  const closed = incidents
    .filter(({ closedHour }) => closedHour !== null && closedHour >= range.from)
    .filter(({ openedHour }) => openedHour < range.to)
    .sort((a, b) => b.openedHour - a.openedHour);
  const shown = [...live, ...closed.slice(0, MOST_CLOSED)].map((incident) => ({
    incident,
    said: answersTo(incident, answers, nowMs).map(describeAnswer),
  }));
  const rest = closed.length - MOST_CLOSED;
  const more = rest > 0 ? `<p class="quiet">${rest} older incidents of this time range are over.</p>` : "";
  return incidentList(shown, endpoint, (feature) => featureLink("look at it", feature, endpoint)) + more;
}

function worstFirst(a: Incident, b: Incident): number {
  if (isWorse(a.severity, b.severity)) return -1;
  return isWorse(b.severity, a.severity) ? 1 : a.openedHour - b.openedHour;
}
