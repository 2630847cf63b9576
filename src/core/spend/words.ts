import type { Traffic } from "./monitor-usage.js";
import type { PartCost, SpendPrediction } from "./prediction.js";

/** `$2.17`; small amounts keep a digit that says something: `$0.004`. */
export function formatUsd(usd: number): string {
  if (usd === 0 || usd >= 0.1) return `$${usd.toFixed(2)}`;
  return usd < 0.001 ? "<$0.001" : `$${usd.toFixed(3)}`;
}

/** The price of one unit; of a million where one is too small to read: `$0.4 a million`. */
export function formatRate(usd: number): string {
  const digits = (value: number): string => `$${Number(value.toPrecision(6))}`;
  return usd >= 0.001 ? digits(usd) : `${digits(usd * 1e6)} a million`;
}

/** How much lands. */
export type Flow = Pick<Traffic, "objectsPerHour" | "recordsPerDay">;

export function formatTraffic({ objectsPerHour, recordsPerDay }: Flow): string {
  const count = (value: number): string => value.toLocaleString("en-US", { maximumFractionDigits: 1 });
  return `${count(objectsPerHour)} captures an hour and ${count(recordsPerDay)} records a day`;
}

/** A few lines for whoever deploys or has just run an example: what it costs, and beside what. */
export function spendSummary(prediction: SpendPrediction, traffic: Flow): readonly string[] {
  const { hub, monitors, totalUsd, processingJobs, table, warnings } = prediction;
  const { instance, minutesARun, usd } = processingJobs;
  const jobs = monitors.length === 1 ? "an hourly processing job" : `${monitors.length} hourly processing jobs`;
  return [
    `spend a month with ${formatTraffic(traffic)} (list prices of ${table.region}, ${table.asOf}; see plumbline cost):`,
    ...monitors.map((part) => `  ${partLine(part)}`),
    `  hub: ${formatUsd(hub.fixedUsd)} for two dashboards, of which AWS gives each account three, and its alarms`,
    `  together ${formatUsd(totalUsd)}; ${jobs} on ${instance} would take ${formatUsd(usd)} at ${minutesARun.toFixed(0)} minutes a run`,
    ...warnings.map((warning) => `  warning: ${warning}`),
  ];
}

function partLine({ name, fixedUsd, meteredUsd }: PartCost): string {
  return `${name}: ${formatUsd(fixedUsd)} fixed + ${formatUsd(meteredUsd)} by traffic = ${formatUsd(fixedUsd + meteredUsd)}`;
}
