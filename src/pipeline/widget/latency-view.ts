import { latencyChart, type LatencyPoint } from "../../core/report/widget/latency-chart.js";
import { verdictsBetween } from "../verdict-log.js";
import type { Viewing } from "./view-deps.js";
import type { Shown } from "./widget-event.js";

/** How long answers took, window by window. */
export async function latencyView({ range }: Shown, { deps, nowMs }: Viewing): Promise<string> {
  const { monitor, table } = deps;
  if (!monitor.columns.latency) {
    return '<p class="quiet">Configuration names no column that says how long answers took (columns.latency).</p>';
  }
  const points: LatencyPoint[] = [];
  for await (const { hour, latency } of verdictsBetween(table, monitor.name, range, nowMs)) {
    if (latency) points.push({ ...latency, hour });
  }
  if (points.length === 0) return '<p class="quiet">No window in this time range says how long answers took.</p>';
  return latencyChart({ points, ...range, windowHours: monitor.window.size === "day" ? 24 : 1 });
}
