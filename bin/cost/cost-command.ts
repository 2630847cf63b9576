import type { PriceTable } from "../../src/core/spend/price-table.js";
import { spendPrices } from "../../src/core/spend/spend-prices.js";
import { ASSUMED_TRAFFIC, predictConfigSpend } from "../../src/pipeline/predict-spend.js";
import type { Call } from "../command.js";
import { ExitStatus } from "../exit-status.js";
import { UsageError } from "../failure.js";
import { monitorNamed } from "../inspect/monitor-sample.js";
import { readConfig } from "../read-config.js";
import { capWords } from "./cap.js";
import { costJson } from "./cost-json.js";
import { readPrices } from "./read-prices.js";
import { showCost } from "./show-cost.js";

export interface CostOptions {
  readonly config: string;
  readonly monitor?: string;
  readonly objectsPerHour?: string;
  readonly recordsPerDay?: string;
  readonly labelFilesPerDay?: string;
  readonly features?: string;
  readonly prices?: string;
}

export async function runCost({ options, output }: Call<CostOptions>): Promise<ExitStatus> {
  const read = await readConfig(options.config);
  const monitors = options.monitor === undefined ? read.monitors : [monitorNamed(read, options.monitor)];
  const table: PriceTable =
    options.prices === undefined ? spendPrices(read.hub.spend?.prices ?? null) : await readPrices(options.prices);
  const given = {
    objectsPerHour: amount("--objects-per-hour", options.objectsPerHour),
    recordsPerDay: amount("--records-per-day", options.recordsPerDay),
    labelFilesPerDay: amount("--label-files-per-day", options.labelFilesPerDay),
    features: amount("--features", options.features),
  };
  const traffic = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<
    typeof ASSUMED_TRAFFIC
  >;
  const prediction = predictConfigSpend({ hub: read.hub, monitors }, traffic, table);
  // A cap is the whole hub's, whichever monitor is asked about.
  const cap = capWords(read);
  showCost(prediction, { ...ASSUMED_TRAFFIC, ...traffic }, cap, output);
  output.json({ ...costJson(prediction), cap: read.hub.spend && { ...read.hub.spend, ...cap } });
  return cap.refused === null ? ExitStatus.ok : ExitStatus.badInput;
}

/** @throws UsageError for what is no number of at least 0 */
function amount(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = text.trim() === "" ? NaN : Number(text);
  if (Number.isFinite(value) && value >= 0) return value;
  throw new UsageError(`${option} expects a number of at least 0, got ${text}`);
}
