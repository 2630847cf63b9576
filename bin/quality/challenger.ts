import { gatherSaid } from "../../src/core/labels/gather-said.js";
import { matchRows } from "../../src/core/labels/join.js";
import { rowsAt } from "../../src/core/labels/keyed-rows.js";
import { type JoinCounts, labelledPairs, type LabelledPairs } from "../../src/core/labels/labelled-pairs.js";
import type { QualityModel } from "../../src/core/labels/model-classes.js";
import type { PredictionRows } from "../../src/core/labels/read-predictions.js";
import { createSaidReader } from "../../src/core/labels/said.js";
import { compareModels } from "../../src/core/quality/paired/compare-models.js";
import type { PairedDifference } from "../../src/core/quality/paired/paired-difference.js";
import { UsageError } from "../failure.js";

/** Two models on the rows that both predicted and that are labelled. */
export interface ChallengerComparison {
  readonly rows: number;
  readonly join: JoinCounts;
  readonly differences: readonly PairedDifference[];
  /** The difference that decides. */
  readonly decisive: PairedDifference;
  readonly worse: boolean;
}

/** @throws UsageError where no labelled row has both predictions, or the metric can't be had from both */
export function compareChallenger(
  joined: LabelledPairs,
  challenger: PredictionRows,
  model: QualityModel,
  metric: string,
  omega: number,
): ChallengerComparison {
  const other = labelledPairs(challenger, joined.labels, model);
  // Pairs are in order of their ids on both sides, so that ids join once more.
  const shared = matchRows(
    rowsAt(joined.predictions.keyed, joined.predictionRows),
    rowsAt(other.predictions.keyed, other.predictionRows),
  );
  if (shared.matched === 0) throw new UsageError("--challenger expects predictions of labelled rows, got none");
  const [champion, second] = [createSaidReader(joined.predictions, model), createSaidReader(other.predictions, model)];
  const first = gatherSaid(
    champion,
    Uint32Array.from(shared.predictions, (pair) => joined.predictionRows[pair]!),
  );
  const last = gatherSaid(
    second,
    Uint32Array.from(shared.labels, (pair) => other.predictionRows[pair]!),
  );
  const differences = compareModels(
    {
      task: model.task,
      width: champion.scores,
      actual: Float64Array.from(shared.predictions, (pair) => joined.actual[pair]!),
      champion: { predicted: first.predicted, scores: champion.scores > 0 ? first.scores : null },
      challenger: { predicted: last.predicted, scores: second.scores > 0 ? last.scores : null },
    },
    omega,
  );
  const decisive = differences.find(({ name }) => name === metric);
  if (!decisive) {
    const known = differences.map(({ name }) => name).join(", ");
    throw new UsageError(`--metric expects one that both models have, one of ${known}, got ${metric}`);
  }
  return { rows: shared.matched, join: other.counts, differences, decisive, worse: decisive.better === "champion" };
}
