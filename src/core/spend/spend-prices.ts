import { overridden, type PriceTable } from "./price-table.js";
import { US_EAST_1 } from "./us-east-1.js";

/**
 * The prices that a hub's spend is counted by.
 *
 * @param prices as configuration overrides them; null for those of us-east-1
 * @throws PlumblineError `PRICES` for a price that is unknown, by name
 */
export function spendPrices(
  prices: { readonly factor: number; readonly usd: Readonly<Record<string, number>> } | null,
): PriceTable {
  if (prices === null) return US_EAST_1;
  return overridden(US_EAST_1, { region: "hub.spend.prices", asOf: US_EAST_1.asOf, ...prices });
}
