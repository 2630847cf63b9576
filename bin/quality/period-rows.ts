import type { LabelledPairs } from "../../src/core/labels/labelled-pairs.js";
import { TIME } from "../../src/core/labels/keyed-rows.js";
import { createLabelledCounter } from "../../src/core/labels/count-labelled.js";
import type { QualityModel } from "../../src/core/labels/model-classes.js";
import type { QualityState } from "../../src/core/quality/quality-metric.js";
import { gatherSaid } from "../../src/core/labels/gather-said.js";
import { createSaidReader } from "../../src/core/labels/said.js";
import { designEffect } from "../../src/core/quality/design-effect.js";
import { type Moments, momentsOf } from "../../src/core/summaries/moments.js";
import { type PeriodLength, periodStart } from "./periods.js";

/** Rows of one period, or of all. */
export interface PeriodRows {
  /** Epoch milliseconds; null for all rows. */
  readonly startMs: number | null;
  /** Usable predictions: rows of the joined predictions. */
  readonly rows: readonly number[] | Uint32Array;
  /** Positions among the pairs. */
  readonly pairs: readonly number[] | Uint32Array;
  readonly state: QualityState;
}

/** Scores up to which the whole is exact; a period is exact up to the engine's own limit. */
const EXACT_OF_ALL = 1_000_000;

export function allRows(joined: LabelledPairs, model: QualityModel): PeriodRows {
  const pairs = Uint32Array.from({ length: joined.predictionRows.length }, (_, pair) => pair);
  return { startMs: null, rows: joined.usable, pairs, state: stateOf(joined, model, pairs, EXACT_OF_ALL) };
}

/** Rows by the period in which the prediction was made, oldest first; none without times. */
export function rowsByPeriod(joined: LabelledPairs, model: QualityModel, length: PeriodLength): PeriodRows[] {
  const times = joined.predictions.keyed.columns[TIME]!;
  const periods = new Map<number, { rows: number[]; pairs: number[] }>();
  const periodOf = (row: number): { rows: number[]; pairs: number[] } | null => {
    if (Number.isNaN(times[row])) return null;
    const start = periodStart(times[row]!, length);
    const period = periods.get(start) ?? { rows: [], pairs: [] };
    periods.set(start, period);
    return period;
  };
  for (const row of joined.usable) periodOf(row)?.rows.push(row);
  joined.predictionRows.forEach((row, pair) => periodOf(row)?.pairs.push(pair));
  return [...periods]
    .sort(([a], [b]) => a - b)
    .map(([startMs, { rows, pairs }]) => ({ startMs, rows, pairs, state: stateOf(joined, model, pairs) }));
}

function stateOf(
  { predictions, labels, predictionRows, labelRows }: LabelledPairs,
  model: QualityModel,
  pairs: ArrayLike<number>,
  exactValues?: number,
): QualityState {
  const counter = createLabelledCounter(predictions, labels, model, exactValues);
  for (let i = 0; i < pairs.length; i++) counter.add(predictionRows[pairs[i]!]!, labelRows[pairs[i]!]!);
  return counter.finish();
}

/** Design effect of the labelled rows over the hours of their predictions; 1 without times. */
export function omegaOf(joined: LabelledPairs, model: QualityModel): number {
  const times = joined.predictions.keyed.columns[TIME]!;
  const { predicted } = gatherSaid(createSaidReader(joined.predictions, model), joined.predictionRows);
  const hours = new Map<number, number[]>();
  predicted.forEach((said, pair) => {
    const time = times[joined.predictionRows[pair]!]!;
    if (Number.isNaN(time)) return;
    const hour = periodStart(time, "hour");
    const losses = hours.get(hour) ?? [];
    hours.set(hour, losses);
    const actual = joined.actual[pair]!;
    losses.push(model.task === "regression" ? Math.abs(said - actual) : Number(said !== actual));
  });
  return designEffect([...hours.values()].map((losses): Moments => momentsOf(Float64Array.from(losses))));
}
