import type { SamplingStep } from "../../contracts/spend.js";
import type { HourIndex } from "../../contracts/verdict.js";
import { keptIn } from "../../core/spend/sampling.js";
import type { PriceTable } from "../../core/spend/price-table.js";
import { costOf } from "../../core/spend/usage.js";
import { hourOf } from "../hour.js";
import { landingsOf, type UsageByMonitor } from "./ledger.js";

interface Hour {
  readonly hour: HourIndex;
  readonly usage: UsageByMonitor;
}

/** US dollars of work in an hour, on average of the last day's full hours, as if nothing had been left out of them. */
export function paceOf(
  lastDay: readonly Hour[],
  sampling: readonly SamplingStep[],
  nowMs: number,
  prices: PriceTable,
): number {
  const full = sinceFirstUse(lastDay).filter(({ hour }) => hour < hourOf(nowMs));
  const costs = full.map(({ hour, usage }) => {
    const usd = Object.values(usage).reduce((sum, used) => sum + costOf(used, prices), 0);
    return usd / keptIn(sampling, hour);
  });
  return mean(costs);
}

/** Captures and label files that land in an hour, on average of the last day. */
export function landingsAnHour(lastDay: readonly Hour[]): number {
  return mean(sinceFirstUse(lastDay).map(({ usage }) => landingsOf(usage)));
}

/** A hub that is younger than a day has empty hours before it. */
function sinceFirstUse(lastDay: readonly Hour[]): readonly Hour[] {
  const first = lastDay.findIndex(({ usage }) => Object.keys(usage).length > 0);
  return first < 0 ? [] : lastDay.slice(first);
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
