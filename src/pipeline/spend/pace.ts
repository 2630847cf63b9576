import type { SamplingStep } from "../../contracts/spend.js";
import type { HourIndex } from "../../contracts/verdict.js";
import { keptIn } from "../../core/spend/sampling.js";
import type { PriceTable } from "../../core/spend/price-table.js";
import { PER_HOUR, PER_JUDGED_HOUR, PER_LEFT_OUT } from "../../core/spend/rates.js";
import { addUsage, costOf, scaleUsage, type Usage } from "../../core/spend/usage.js";
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
  const costs = fullHours(lastDay, nowMs).map(({ hour, usage }) => {
    const keep = keptIn(sampling, hour);
    return Object.values(usage).reduce((sum, used) => sum + wholeCost(used, keep, prices), 0);
  });
  return mean(costs);
}

/**
 * Leaving captures out saves their profiling, not their landing, nor the look at each of them, nor the hourly analysis: were
 * these taken to shrink as well, each smaller share would call for one that is smaller still.
 */
function wholeCost(used: Usage, keep: number, prices: PriceTable): number {
  const usd = costOf(used, prices);
  if (keep >= 1) return usd;
  const landed = Math.max(0, used.objectEvent ?? 0);
  const anyway = addUsage(PER_HOUR, landed > 0 ? PER_JUDGED_HOUR : {}, scaleUsage(PER_LEFT_OUT, landed));
  // How long runs take is not known beforehand: their seconds are all taken to shrink.
  const anywayUsd = Math.min(usd, costOf({ ...anyway, lambdaGbSecond: 0 }, prices));
  return anywayUsd + (usd - anywayUsd) / keep;
}

/** Captures and label files that land in an hour, on average of the last day's full hours. */
export function landingsAnHour(lastDay: readonly Hour[], nowMs: number): number {
  // An hour to which messages belong that another one counts may come out below nothing.
  return Math.max(0, mean(fullHours(lastDay, nowMs).map(({ usage }) => landingsOf(usage))));
}

/** The present hour has just begun, and a hub that is younger than a day has empty hours before it. */
function fullHours(lastDay: readonly Hour[], nowMs: number): readonly Hour[] {
  const first = lastDay.findIndex(({ usage }) => Object.keys(usage).length > 0);
  return first < 0 ? [] : lastDay.slice(first).filter(({ hour }) => hour < hourOf(nowMs));
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
