import { classCodes } from "./class-codes.js";
import { matchRows } from "./join.js";
import type { QualityModel } from "./model-classes.js";
import { onePerId } from "./one-per-id.js";
import { LABEL, type LabelRows } from "./read-labels.js";
import type { PredictionRows } from "./read-predictions.js";
import { FaultTally, type FaultCounts } from "./row-faults.js";
import { createSaidReader } from "./said.js";

/** Counts of a join. Predictions: read = faults + repeated + waiting + matched; labels the same with unmatched; matched = labelled + faults of pairs. */
export interface JoinCounts {
  readonly predictions: SideCounts & { readonly waiting: number };
  readonly labels: SideCounts & { readonly unmatched: number };
  readonly matched: number;
  /** Matched rows that can't be used, because a class is none of the model's. */
  readonly pairFaults: FaultCounts;
  readonly labelled: number;
}

export interface SideCounts {
  readonly read: number;
  readonly faults: FaultCounts;
  /** Rows left out for another one of their id. */
  readonly repeated: number;
  /** Of these, rows that contradict the one that was kept. */
  readonly conflicting: number;
}

/** Predictions and labels joined: one row of each id, and the pairs that can be used. */
export interface LabelledPairs {
  readonly predictions: PredictionRows;
  readonly labels: LabelRows;
  /** Rows of `predictions` whose class is one of the model's: what can be estimated. */
  readonly usable: Uint32Array;
  /** Row of the prediction and of the label, shape [labelled] each. */
  readonly predictionRows: Uint32Array;
  readonly labelRows: Uint32Array;
  /** Number, or index into the model's classes, of each pair's label. */
  readonly actual: Float64Array;
  readonly counts: JoinCounts;
}

/** Joins predictions with their labels and counts what becomes of every row on either side. */
export function labelledPairs(said: PredictionRows, told: LabelRows, model: QualityModel): LabelledPairs {
  const [first, last] = [onePerId(said.keyed, "first"), onePerId(told.keyed, "last")];
  const predictions = { ...said, keyed: first.rows };
  const labels = { ...told, keyed: last.rows };
  const matches = matchRows(first.rows, last.rows);
  const reader = createSaidReader(predictions, model);
  const known = (row: number) => model.task === "regression" || reader.predicted(row) >= 0;
  const codes = classCodes(labels.classes, model.classes);
  const values = labels.keyed.columns[LABEL]!;
  const faults = new FaultTally();
  // Kept in the arrays of the matches themselves: an hour may hold ten million.
  const [p, l, actual] = [matches.predictions, matches.labels, new Float64Array(matches.matched)];
  let labelled = 0;
  for (let i = 0; i < matches.matched; i++) {
    const truth = values[matches.labels[i]!]!;
    const code = model.task === "regression" ? truth : codes[truth]!;
    if (model.task !== "regression" && code < 0) {
      faults.count("label-unseen-class");
    } else if (!known(matches.predictions[i]!)) {
      faults.count("prediction-unseen-class");
    } else {
      p[labelled] = matches.predictions[i]!;
      l[labelled] = matches.labels[i]!;
      actual[labelled++] = code;
    }
  }
  const { matched, waiting, unmatched } = matches;
  return {
    predictions,
    labels,
    usable: rowsThat(known, first.rows.rows),
    predictionRows: p.subarray(0, labelled),
    labelRows: l.subarray(0, labelled),
    actual: actual.subarray(0, labelled),
    counts: {
      predictions: { ...sideOf(said, first), waiting },
      labels: { ...sideOf(told, last), unmatched },
      matched,
      pairFaults: faults.summary(),
      labelled,
    },
  };
}

function sideOf(
  { read, faults }: Pick<PredictionRows, "read" | "faults">,
  { repeated, conflicting }: { readonly repeated: number; readonly conflicting: number },
): SideCounts {
  return { read, faults, repeated, conflicting };
}

function rowsThat(holds: (row: number) => boolean, rows: number): Uint32Array {
  const found = new Uint32Array(rows);
  let count = 0;
  for (let row = 0; row < rows; row++) if (holds(row)) found[count++] = row;
  return found.subarray(0, count);
}
