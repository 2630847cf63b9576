import { callLink } from "../../core/report/widget/action.js";
import { heatTable, heatTableHtml, type JudgedWindow } from "../../core/report/widget/heat-table.js";
import { timeColumns } from "../../core/report/widget/time-columns.js";
import { verdictsBetween } from "../verdict-log.js";
import type { Viewing } from "./view-deps.js";
import type { Shown } from "./widget-event.js";

/** Features by time: how near each came to its limits. */
export async function heatView({ range }: Shown, { deps, endpoint, nowMs }: Viewing): Promise<string> {
  const windows: JudgedWindow[] = [];
  for await (const { hour, worst } of verdictsBetween(deps.table, deps.monitor.name, range, nowMs)) {
    windows.push({ hour, worst });
  }
  return heatTableHtml(heatTable(windows, timeColumns(range)), (feature) => featureLink(feature, feature, endpoint));
}

/** What opens a feature's own view above the dashboard. */
export function featureLink(label: string, feature: string, endpoint: string): string {
  return callLink({ label, endpoint, payload: { view: "feature", feature }, display: "popup", look: "link" });
}
