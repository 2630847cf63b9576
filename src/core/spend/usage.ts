import type { BilledService, PriceName, PriceTable } from "./price-table.js";

/** How much of each billed unit is used in a month. */
export type Usage = Readonly<Partial<Record<PriceName, number>>>;

/** Hours of an average month, as AWS counts them. */
export const HOURS_A_MONTH = 730;
export const DAYS_A_MONTH = HOURS_A_MONTH / 24;
export const GB = 2 ** 30;

export function addUsage(...parts: readonly Usage[]): Usage {
  const sum: Partial<Record<PriceName, number>> = {};
  for (const [name, amount] of parts.flatMap(entriesOf)) sum[name] = (sum[name] ?? 0) + amount;
  return sum;
}

export function scaleUsage(usage: Usage, factor: number): Usage {
  return Object.fromEntries(entriesOf(usage).map(([name, amount]) => [name, amount * factor]));
}

/** What is left to pay for once the free part has been taken off. */
export function withoutFree(usage: Usage, free: Usage): Usage {
  return Object.fromEntries(entriesOf(usage).map(([name, amount]) => [name, Math.max(0, amount - (free[name] ?? 0))]));
}

/** US dollars a month. */
export function costOf(usage: Usage, { prices }: PriceTable): number {
  return entriesOf(usage).reduce((sum, [name, amount]) => sum + amount * prices[name].usd, 0);
}

/** US dollars a month by service, in the order of the price table. */
export function costByService(usage: Usage, table: PriceTable): ReadonlyMap<BilledService, number> {
  const costs = new Map<BilledService, number>();
  for (const [name, { service, usd }] of Object.entries(table.prices) as [
    PriceName,
    PriceTable["prices"][PriceName],
  ][]) {
    const amount = usage[name];
    if (amount !== undefined) costs.set(service, (costs.get(service) ?? 0) + amount * usd);
  }
  return costs;
}

export function entriesOf(usage: Usage): readonly (readonly [PriceName, number])[] {
  return Object.entries(usage) as [PriceName, number][];
}
