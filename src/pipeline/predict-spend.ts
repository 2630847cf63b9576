import { hubTopics } from "../config/hub-topics.js";
import type { Config, MonitorConfig } from "../config/index.js";
import { MONITOR_METRICS, QUALITY_METRICS } from "../contracts/metrics.js";
import { type MonitorShape, standingUsage, type Traffic } from "../core/spend/monitor-usage.js";
import { type HubShape, hubUsage } from "../core/spend/hub-usage.js";
import { predictSpend, type SpendPrediction } from "../core/spend/prediction.js";
import type { PriceTable } from "../core/spend/price-table.js";
import { PER_GUARDED_HOUR } from "../core/spend/rates.js";
import { addUsage, costOf, HOURS_A_MONTH, scaleUsage } from "../core/spend/usage.js";

/** What is assumed of a model's traffic where nobody says more: an object a minute, 100,000 records a day. */
export const ASSUMED_TRAFFIC: Traffic = {
  objectsPerHour: 60,
  recordsPerDay: 100_000,
  labelFilesPerDay: 24,
  features: 20,
};

/** What of a monitor's deployment costs money; a test holds it against the templates. */
export function monitorShape({ name, labels, dashboard }: MonitorConfig, retentionDays: number): MonitorShape {
  const series = Object.values({ ...MONITOR_METRICS, ...(labels === null ? {} : QUALITY_METRICS) });
  const runMetrics = series.filter(({ stamped }) => stamped === "run").length;
  return {
    name,
    runMetrics,
    hourMetrics: series.length - runMetrics,
    // Open incidents, freshness and heartbeat watch one each, the pipeline's health four.
    alarmMetrics: 7,
    dashboards: dashboard ? 1 : 0,
    // Captures and, where there are any, labels.
    eventSources: labels === null ? 1 : 2,
    labelWaitDays: labels?.waitDays ?? null,
    retentionDays,
  };
}

/** What of a hub's own deployment costs money; a test holds it against the templates. */
export function hubShape(config: Pick<Config, "hub" | "monitors">): HubShape {
  const guarded = config.hub.spend !== null;
  const tellsByMail = hubTopics(config).some(({ emails }) => emails.length > 0);
  const posts = config.monitors.some(({ notify }) => notify.webhook !== null);
  return {
    guarded,
    // The spend and its forecast; who has not confirmed.
    metrics: (guarded ? 2 : 0) + (tellsByMail ? 1 : 0),
    // Errors of notify and of the guard, notices that nobody took; the forecast; who has not confirmed.
    alarmMetrics: 1 + (guarded ? 2 : 0) + (posts ? 1 : 0) + (tellsByMail ? 1 : 0),
    eventSources: posts ? 1 : 0,
  };
}

/** What stands there in a month whether any function runs or not, US dollars. */
export interface StandingCosts {
  readonly hubUsd: number;
  readonly monitors: readonly { readonly name: string; readonly usd: number }[];
}

/** Of a hub with a guard: work comes on top, and a pause doesn't save it. */
export function standingCosts({ hub, monitors }: Pick<Config, "hub" | "monitors">, table: PriceTable): StandingCosts {
  return {
    // The hub's own functions run in a pause too, and are counted as predicted.
    hubUsd: costOf(hubUsage(hubShape({ hub, monitors })).fixed, table),
    monitors: monitors.map((monitor) => ({
      name: monitor.name,
      usd: costOf(
        addUsage(
          standingUsage(monitorShape(monitor, hub.store.retentionDays)),
          // What looking at it costs.
          scaleUsage(PER_GUARDED_HOUR, HOURS_A_MONTH),
        ),
        table,
      ),
    })),
  };
}

/** A month of what a configuration deploys, each monitor with the same traffic. */
export function predictConfigSpend(
  { hub, monitors }: Pick<Config, "hub" | "monitors">,
  traffic: Partial<Traffic>,
  table: PriceTable,
): SpendPrediction {
  return predictSpend(
    monitors.map((monitor) => ({
      shape: monitorShape(monitor, hub.store.retentionDays),
      traffic: { ...ASSUMED_TRAFFIC, features: featuresOf(monitor), ...traffic },
    })),
    table,
    hubShape({ hub, monitors }),
  );
}

/** Where the configuration names the columns, as many as it names. */
function featuresOf({ columns: { input } }: MonitorConfig): number {
  const named = input.header.length - input.drop.length;
  return named > 0 ? named : ASSUMED_TRAFFIC.features;
}
