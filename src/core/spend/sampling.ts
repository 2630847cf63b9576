import type { SamplingStep } from "../../contracts/spend.js";
import type { HourIndex } from "../../contracts/verdict.js";

const HOUR_MS = 3_600_000;
/** Captures are reconciled for a month and the pause before it; an older step decides nothing any more. */
const REMEMBERED_HOURS = 70 * 24;
/** Fewer captures than this share say too little of an hour to be worth their price. */
const LEAST_SHARE = 1 / 64;
const HASH_DIGITS = 8;

/** The largest of 1, 1/2, 1/4 ... 1/64 that isn't above a share: few steps, so that hours stay comparable. */
export function sharesOfTwo(share: number): number {
  if (!(share > LEAST_SHARE)) return LEAST_SHARE;
  return Math.min(1, 2 ** Math.floor(Math.log2(share)));
}

/**
 * The steps with one more where the share changes. It holds from the next hour on: every capture of an hour is held to
 * one share, known before the first of them lands.
 */
export function sampledFrom(steps: readonly SamplingStep[], nowMs: number, keep: number): readonly SamplingStep[] {
  const fromHour = Math.floor(nowMs / HOUR_MS) + 1;
  const before = steps.filter((step) => step.fromHour < fromHour);
  const added = keptIn(before, fromHour) === keep ? before : [...before, { fromHour, keep }];
  const oldest = added.findLastIndex((step) => step.fromHour <= fromHour - REMEMBERED_HOURS);
  return added.slice(Math.max(0, oldest));
}

/** Share of the captures that landed in an hour which is profiled, (0, 1]. */
export function keptIn(steps: readonly SamplingStep[], hour: HourIndex): number {
  return steps.findLast((step) => step.fromHour <= hour)?.keep ?? 1;
}

/**
 * Whether a capture is among the kept ones: by a hash of its key alone, so that duplicates, retries and new baselines
 * decide the same, and what is kept at a share is kept at every larger one.
 *
 * @param source hexadecimal hash of the capture's bucket and key, at least 8 digits; its last ones decide
 */
export function isKept(source: string, keep: number): boolean {
  if (keep >= 1) return true;
  return parseInt(source.slice(-HASH_DIGITS), 16) / 16 ** HASH_DIGITS < keep;
}

/** The smallest share that held for what landed in a span of hours, both inclusive. */
export function leastKept(steps: readonly SamplingStep[], from: HourIndex, to: HourIndex): number {
  const within = steps.filter((step) => step.fromHour > from && step.fromHour <= to).map(({ keep }) => keep);
  return Math.min(keptIn(steps, from), ...within);
}
