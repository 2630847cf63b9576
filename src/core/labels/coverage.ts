import { Z95, wilson } from "../quality/interval.js";
import { type Measured, measured, undefinedBecause } from "../quality/measured.js";
import { mergeTallies, rowsOf, type Tally, TallyBuilder } from "../quality/tally.js";
import { TIME } from "./keyed-rows.js";
import type { LabelledPairs } from "./labelled-pairs.js";

/** How many predictions have their label, and how late labels came. Plain JSON; adds up over hours. */
export interface LabelCoverage {
  /** Usable predictions, one an id. */
  readonly predictions: number;
  readonly labelled: number;
  /** Labels by milliseconds from prediction to label, where both have a time; those that came before the prediction count as 0. */
  readonly delays: Tally;
  /** Labels that came before their prediction. */
  readonly early: number;
}

export function coverageOf({ usable, predictions, labels, predictionRows, labelRows }: LabelledPairs): LabelCoverage {
  const [said, told] = [predictions.keyed.columns[TIME]!, labels.keyed.columns[TIME]!];
  const delays = new TallyBuilder("positive", 1);
  let early = 0;
  for (let pair = 0; pair < predictionRows.length; pair++) {
    const delay = told[labelRows[pair]!]! - said[predictionRows[pair]!]!;
    if (Number.isNaN(delay)) continue;
    if (delay < 0) early++;
    delays.add(Math.max(0, delay), 0);
  }
  return { predictions: usable.length, labelled: predictionRows.length, delays: delays.finish(), early };
}

export function mergeCoverage(a: LabelCoverage, b: LabelCoverage): LabelCoverage {
  return {
    predictions: a.predictions + b.predictions,
    labelled: a.labelled + b.labelled,
    delays: mergeTallies(a.delays, b.delays),
    early: a.early + b.early,
  };
}

/** Share of usable predictions that have a label, with Wilson's interval on predictions / omega rows. */
export function coverageShare({ predictions, labelled }: LabelCoverage, omega = 1): Measured {
  if (predictions === 0) return undefinedBecause("there is no prediction");
  const share = labelled / predictions;
  return measured(share, wilson(share, predictions / omega));
}

/**
 * Delay of labels in milliseconds that a share of them stays within: 0.5 for the median. Interval by order statistics, as for any quantile; only labels
 * that came count, so it grows as late ones come in.
 */
export function delayWithin({ delays }: LabelCoverage, share: number, omega = 1): Measured {
  const rows = rowsOf(delays, 0);
  if (rows === 0) return undefinedBecause("no label and its prediction both have a time");
  const half = Z95 * Math.sqrt(omega * rows * share * (1 - share));
  const [low, value, high] = [share * rows - half, share * rows, share * rows + half].map((rank) =>
    delayAt(delays, Math.floor(rank), rows),
  ) as [number, number, number];
  return measured(value, [low, high], delays.exact ? 0 : value / 256);
}

/** Where the labels expected of an hour stand against usual: a statistic for `calibrateStatistics`, about 1 / predictions its variance. */
export function coverageStatistic({ predictions, labelled }: Pick<LabelCoverage, "predictions" | "labelled">): number {
  return 2 * Math.asin(Math.sqrt((labelled + 3 / 8) / (predictions + 3 / 4)));
}

function delayAt({ keys, counts: [counts] }: Tally, rank: number, rows: number): number {
  const wanted = Math.min(rows - 1, Math.max(0, rank));
  let seen = 0;
  for (let i = 0; i < keys.length; i++) {
    seen += counts![i]!;
    if (seen > wanted) return keys[i]!;
  }
  return NaN;
}
