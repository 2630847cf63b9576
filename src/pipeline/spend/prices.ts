import type { HubConfig } from "../../config/index.js";
import { overridden, type PriceTable } from "../../core/spend/price-table.js";
import { US_EAST_1 } from "../../core/spend/us-east-1.js";

/** The prices that a hub's spend is counted by. @throws PlumblineError `PRICES` for a price that is unknown, by name */
export function spendPrices({ spend }: Pick<HubConfig, "spend">): PriceTable {
  const prices = spend?.prices ?? null;
  if (prices === null) return US_EAST_1;
  const { factor, usd } = prices;
  return overridden(US_EAST_1, { region: "hub.spend.prices", asOf: US_EAST_1.asOf, factor, usd });
}
