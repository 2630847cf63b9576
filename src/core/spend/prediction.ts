import { FREE_MONTHLY } from "./free-allowance.js";
import { BARE_HUB, type HubShape, hubUsage } from "./hub-usage.js";
import { monitorUsage, type MonitorShape, type MonthlyUsage, type Traffic } from "./monitor-usage.js";
import type { BilledService, PriceTable } from "./price-table.js";
import { processingJobs, type ProcessingJobs } from "./processing-job.js";

import { addUsage, costByService, costOf, type Usage, withoutFree } from "./usage.js";

/** What one part of a deployment costs in a month, US dollars. */
export interface PartCost {
  /** `hub`, or the monitor's name. */
  readonly name: string;
  readonly fixedUsd: number;
  readonly meteredUsd: number;
  readonly services: readonly ServiceCost[];
  readonly usage: MonthlyUsage;
}

export interface ServiceCost {
  readonly service: BilledService;
  readonly fixedUsd: number;
  readonly meteredUsd: number;
}

/** A month of a whole deployment, predicted. */
export interface SpendPrediction {
  readonly table: PriceTable;
  readonly hub: PartCost;
  readonly monitors: readonly PartCost[];
  readonly fixedUsd: number;
  readonly meteredUsd: number;
  readonly totalUsd: number;
  /** The total where nothing else in the account uses the free allowances. */
  readonly totalWithFreeUsd: number;
  /** The same traffic as an hourly processing job for each monitor. */
  readonly processingJobs: ProcessingJobs;
  readonly warnings: readonly string[];
}

/** Beyond this, captures are too small: the price is by object, and reading them is what an hour's time goes into. */
export const MOST_OBJECTS_AN_HOUR = 10_000;

/**
 * @param watched each monitor and its traffic, at least one
 * @param hubShape what the hub has besides its monitors
 */
export function predictSpend(
  watched: readonly { readonly shape: MonitorShape; readonly traffic: Traffic }[],
  table: PriceTable,
  hubShape: HubShape = BARE_HUB,
): SpendPrediction {
  const hub = partCost("hub", hubUsage(hubShape), table);
  const monitors = watched.map(({ shape, traffic }) =>
    partCost(shape.name, monitorUsage(shape, traffic, hubShape.guarded), table),
  );
  const parts = [hub, ...monitors];
  const sum = (of: (part: PartCost) => number): number => parts.reduce((total, part) => total + of(part), 0);
  const everything = addUsage(...parts.flatMap(({ usage }) => [usage.fixed, usage.metered]));
  return {
    table,
    hub,
    monitors,
    fixedUsd: sum((part) => part.fixedUsd),
    meteredUsd: sum((part) => part.meteredUsd),
    totalUsd: sum((part) => part.fixedUsd + part.meteredUsd),
    totalWithFreeUsd: costOf(withoutFree(everything, FREE_MONTHLY), table),
    processingJobs: processingJobs(
      watched.map(({ traffic }) => traffic.recordsPerDay),
      table,
    ),
    warnings: watched.flatMap(({ shape, traffic }) => warningsOf(shape.name, traffic)),
  };
}

function partCost(name: string, usage: MonthlyUsage, table: PriceTable): PartCost {
  const [fixed, metered] = [usage.fixed, usage.metered].map((part: Usage) => costByService(part, table)) as [
    ReturnType<typeof costByService>,
    ReturnType<typeof costByService>,
  ];
  const services = new Set(Object.values(table.prices).map(({ service }) => service));
  return {
    name,
    fixedUsd: costOf(usage.fixed, table),
    meteredUsd: costOf(usage.metered, table),
    services: [...services].flatMap((service) => {
      const [fixedUsd, meteredUsd] = [fixed.get(service) ?? 0, metered.get(service) ?? 0];
      return fixed.has(service) || metered.has(service) ? [{ service, fixedUsd, meteredUsd }] : [];
    }),
    usage,
  };
}

function warningsOf(name: string, { objectsPerHour, recordsPerDay }: Traffic): readonly string[] {
  if (objectsPerHour <= MOST_OBJECTS_AN_HOUR) return [];
  const records = Math.max(1, Math.round(recordsPerDay / 24 / objectsPerHour));
  return [
    `${name} expects at most ${MOST_OBJECTS_AN_HOUR} capture objects an hour, got ${objectsPerHour} of about ${records} records each: ` +
      "the price is by object, so let fewer and larger objects be written (a longer buffer of the capture or Firehose, files " +
      "joined before they are put under the prefix), or capture a smaller share of the requests (captures.samplingPercent)",
  ];
}
