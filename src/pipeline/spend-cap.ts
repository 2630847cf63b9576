import type { Config } from "../config/index.js";
import { PlumblineError } from "../contracts/errors.js";
import { type IntervalBound, intervalBound, TOLERANCE } from "../core/spend/interval.js";
import { spendPrices } from "../core/spend/spend-prices.js";
import { formatUsd } from "../core/spend/words.js";
import { predictConfigSpend, standingCosts } from "./predict-spend.js";

/** A cap leaves room for work: below this many times the fixed part it could only pause everything. */
const LEAST_CAP = 1.5;

/** What the cap of a configuration means for its deployment. */
export interface CapCheck extends IntervalBound {
  /** One sentence each, without a full stop. */
  readonly warnings: readonly string[];
}

/**
 * Whether a cap can be kept, and how. Null where there is none.
 *
 * @throws PlumblineError `CAP_TOO_SMALL` for a cap below 1.5 times the fixed part; `PRICES` for a price that is unknown
 */
export function checkCap(config: Pick<Config, "hub" | "monitors">): CapCheck | null {
  const { spend } = config.hub;
  if (spend === null) return null;
  const { monthlyUsd } = spend;
  const prices = spendPrices(spend.prices);
  const { fixedUsd } = predictConfigSpend(config, {}, prices);
  if (monthlyUsd < LEAST_CAP * fixedUsd) {
    throw new PlumblineError(
      "CAP_TOO_SMALL",
      `hub.spend.monthlyUsd expects at least ${LEAST_CAP} x the fixed part, ${formatUsd(LEAST_CAP * fixedUsd)}, got ${monthlyUsd}: ` +
        "series, alarms and dashboards cost that much without any work",
      { details: { monthlyUsd, fixedUsd, leastUsd: LEAST_CAP * fixedUsd } },
    );
  }
  const { monitors } = config;
  const labelled = monitors.filter(({ labels }) => labels !== null).length;
  const bound = intervalBound(monthlyUsd, { monitors: monitors.length, labelled }, prices);
  const standing = standingCosts(config, prices);
  const roomUsd = monthlyUsd - standing.hubUsd - standing.monitors.reduce((sum, { usd }) => sum + usd, 0);
  return { ...bound, warnings: spend.atCap === "pause" ? warningsOf(monthlyUsd, bound, roomUsd) : [] };
}

/** A small cap is kept by pausing before it is reached; a very small one can't be kept by anything. */
function warningsOf(monthlyUsd: number, { mostUsd, reserveUsd }: IntervalBound, roomUsd: number): readonly string[] {
  if (reserveUsd === 0) return [];
  const most =
    `at AWS's least concurrency a burst may spend ${formatUsd(mostUsd)} between two hourly looks, ` +
    `more than ${TOLERANCE * 100} % of ${formatUsd(monthlyUsd)}`;
  if (reserveUsd <= roomUsd / 2) return [`${most}, so all work pauses ${formatUsd(reserveUsd)} before the cap`];
  return [
    `${most}: the cap is too small to be kept in a burst, which may pass it by ${formatUsd(mostUsd - roomUsd / 2)}`,
  ];
}
