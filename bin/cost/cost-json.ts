import type { PartCost, SpendPrediction } from "../../src/core/spend/prediction.js";

/** A prediction for programs: US dollars a month, and the amounts behind them by price. */
export function costJson(prediction: SpendPrediction): Readonly<Record<string, unknown>> {
  const { table, hub, monitors, fixedUsd, meteredUsd, totalUsd, totalWithFreeUsd, processingJobs, warnings } =
    prediction;
  return {
    region: table.region,
    pricesAsOf: table.asOf,
    fixedUsd,
    meteredUsd,
    totalUsd,
    totalWithFreeUsd,
    hub: partJson(hub),
    monitors: monitors.map(partJson),
    processingJobs,
    warnings,
  };
}

function partJson({ name, fixedUsd, meteredUsd, services, usage }: PartCost): unknown {
  return { name, fixedUsd, meteredUsd, services, usage };
}
