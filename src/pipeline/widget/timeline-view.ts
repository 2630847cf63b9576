import type { HourIndex } from "../../contracts/verdict.js";
import type { TimelineBand, TimelinePoint } from "../../core/report/timeline-chart.js";
import { timelineChart } from "../../core/report/timeline-chart.js";
import { formatHour } from "../../core/report/words.js";
import { pages } from "../../core/verdict/severity.js";
import { hourOf } from "../hour.js";
import { storedIncidents } from "../incidents.js";
import { verdictsBetween } from "../verdict-log.js";
import type { Viewing } from "./view-deps.js";
import type { Shown } from "./widget-event.js";

/** The drift score window by window, with incidents above it. */
export async function timelineView({ range }: Shown, { deps, nowMs }: Viewing): Promise<string> {
  const { monitor, table } = deps;
  const points: TimelinePoint[] = [];
  for await (const { hour, score } of verdictsBetween(table, monitor.name, range, nowMs)) points.push({ hour, score });
  if (points.length === 0) return '<p class="quiet">No window was judged in this time range.</p>';
  const [first, last] = [points[0]!.hour, points.at(-1)!.hour];
  const windowHours = monitor.window.size === "day" ? 24 : 1;
  const bands = (await storedIncidents(table, monitor.name, nowMs))
    .map(({ id, severity, openedHour, closedHour }): TimelineBand => {
      const to: HourIndex = closedHour ?? hourOf(nowMs) + 1;
      const label = `incident ${id}, ${severity}, ${formatHour(openedHour)} to ${closedHour === null ? "now" : formatHour(to)}`;
      return { from: openedHour, to, paged: pages(severity, monitor.alarms.page), label };
    })
    .filter(({ from, to }) => to > first && from <= last)
    .map((band) => ({ ...band, from: Math.max(first, band.from), to: Math.min(last + windowHours, band.to) }));
  return `${timelineChart("Drift score", points, bands, windowHours)}<p class="quiet">Dashed: the alarm line. Bars above the chart: incidents, those that page in the stronger colour.</p>`;
}
