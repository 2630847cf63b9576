import type { MonitorConfig } from "../../config/index.js";
import type { ModelFacts } from "../../core/report/page/model-card.js";
import type { Entries } from "../../core/report/page/page-parts.js";
import type { AnalysisDeps } from "../deps.js";
import { configurationVersion } from "../history/configuration-version.js";

/** The model card of a monitor, from its configuration. */
export function modelFacts({ model }: MonitorConfig): ModelFacts {
  const { task, owner, description, runbook, tags, card } = model;
  return { task, owner, description, runbook, tags, card };
}

/** What every report of a monitor rests on. */
export function monitorProvenance({
  monitor,
  captureBucket,
}: Pick<AnalysisDeps, "monitor" | "captureBucket">): Entries {
  const { alarms, captures } = monitor;
  const pages = alarms.falseAlarmsPer30Days;
  return [
    ["Budget", `${pages} false ${pages === 1 ? "page" : "pages"} per 30 days; pages from severity ${alarms.page} on`],
    ["Captures", `s3://${captureBucket}/${captures.prefix}`],
    ["Configuration version", configurationVersion(monitor)],
  ];
}
