import type { SpendOverride, SpendPolicy, SpendStanding, SpendState } from "../../contracts/spend.js";
import { elapsedShare, hoursLeft, monthOf } from "./month.js";
import { sampledFrom, sharesOfTwo } from "./sampling.js";

/** What is known of a month's spend, in US dollars. */
export interface SpendFacts {
  readonly nowMs: number;
  /** By work, since the month began. */
  readonly meteredUsd: number;
  /** What stands there costs in the whole month, whether anything happens or not. */
  readonly standingUsd: number;
  /** What is still to land in the month costs, at the pace of the last day, whether anybody works on it or not. */
  readonly landingUsd: number;
  /** By work in an hour, at the pace of the last day and as if nothing had been left out. */
  readonly paceUsd: number;
  /** What one interval of the guard may spend beyond the tolerance: work ends that much before the cap. */
  readonly reserveUsd: number;
  readonly override: SpendOverride | null;
}

/** The month in figures, US dollars. */
export interface SpendFigures {
  /** Since the month began: work, and what stands there pro rata. */
  readonly spentUsd: number;
  /** What the month costs already, should no more work be done. */
  readonly committedUsd: number;
  /** The whole month, at the present pace and without the guard. */
  readonly forecastUsd: number;
  /** Work may spend this much in the month. */
  readonly limitUsd: number;
}

/** Slow from this share of the limit on, if the month's forecast is above the cap. */
export const SLOW_AT = 0.8;
/** What ends a state must be this much better than what began it, or it would come and go by the hour. */
export const HYSTERESIS = 0.1;
/** However small a cap is, so much of what it leaves for work may be used. */
const LEAST_LIMIT = 0.5;

export function spendFigures(facts: SpendFacts, { monthlyUsd }: Pick<SpendPolicy, "monthlyUsd">): SpendFigures {
  const { nowMs, meteredUsd, standingUsd, landingUsd, paceUsd, reserveUsd } = facts;
  const roomUsd = monthlyUsd - standingUsd - landingUsd;
  return {
    spentUsd: standingUsd * elapsedShare(nowMs) + meteredUsd,
    committedUsd: standingUsd + meteredUsd + landingUsd,
    forecastUsd: standingUsd + meteredUsd + Math.max(landingUsd, paceUsd * hoursLeft(nowMs)),
    limitUsd: roomUsd <= 0 ? roomUsd : Math.max(roomUsd - reserveUsd, LEAST_LIMIT * roomUsd),
  };
}

/**
 * The standing of the next interval: normal -> slow -> paused as the month's work nears what the cap leaves for it, and
 * back with hysteresis, when the month ends, the cap is raised or somebody overrides it.
 *
 * Work is held against the cap less what stands there for the *whole* month and what is still to land in it: both are
 * spent also while all pauses.
 *
 * @param before null at first
 */
export function nextStanding(before: SpendStanding | null, facts: SpendFacts, policy: SpendPolicy): SpendStanding {
  const { nowMs } = facts;
  const month = monthOf(nowMs);
  const sameMonth = before?.month === month;
  const figures = spendFigures(facts, policy);
  const state = nextState(sameMonth ? before.state : "normal", facts, figures, policy);
  const keep = state === "slow" ? keptShare(facts, figures) : 1;
  return {
    state,
    sinceMs: before?.state === state ? before.sinceMs : nowMs,
    month,
    toldPercent: Math.max(sameMonth ? before.toldPercent : 0, reachedPercent(facts, figures, policy)),
    sampling: sampledFrom(before?.sampling ?? [], nowMs, keep),
  };
}

function nextState(before: SpendState, facts: SpendFacts, figures: SpendFigures, policy: SpendPolicy): SpendState {
  const { atCap, monthlyUsd } = policy;
  if (atCap === "warn" || (facts.override !== null && facts.nowMs < facts.override.untilMs)) return "normal";
  const { limitUsd, forecastUsd } = figures;
  // Easier to stay in a state than to enter it.
  const from = (state: SpendState): number => (before === state ? 1 - HYSTERESIS : 1);
  const used = facts.meteredUsd;
  const isAtLimit = limitUsd <= 0 || used >= limitUsd * from("paused");
  if (isAtLimit) return atCap === "pause" ? "paused" : "slow";
  const isNear = used >= SLOW_AT * limitUsd * from("slow");
  return isNear && forecastUsd >= monthlyUsd * from("slow") ? "slow" : "normal";
}

/** The share of captures for which the rest of the limit lasts until the month's end. */
function keptShare({ nowMs, meteredUsd, landingUsd, paceUsd }: SpendFacts, { limitUsd }: SpendFigures): number {
  const neededUsd = Math.max(0, paceUsd * hoursLeft(nowMs) - landingUsd);
  const leftUsd = Math.max(0, limitUsd - meteredUsd);
  if (leftUsd === 0) return sharesOfTwo(0);
  return sharesOfTwo(neededUsd <= leftUsd ? 1 : leftUsd / neededUsd);
}

/**
 * The largest percentage that is reached: by what the month costs already; below what stands there in any case, by what
 * has been spent so far, or a small cap would be told of at the first of each month.
 */
function reachedPercent(facts: SpendFacts, figures: SpendFigures, { notifyAt, monthlyUsd }: SpendPolicy): number {
  const reached = notifyAt.filter((percent) => {
    const usd = (percent / 100) * monthlyUsd;
    return (usd > facts.standingUsd ? figures.committedUsd : figures.spentUsd) >= usd;
  });
  return Math.max(0, ...reached);
}
