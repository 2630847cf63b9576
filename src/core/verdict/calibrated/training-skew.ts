import type { Baseline } from "../../../contracts/baseline.js";
import type { FeatureSample } from "../../../contracts/drift.js";
import { baselineCounts } from "../../drift/baseline-sample.js";
import { jensenShannon } from "../../drift/jensen-shannon.js";
import { psi, psiNullMean } from "../../drift/psi.js";
import { levelBaseline } from "./level-baseline.js";
import type { Normal } from "./normal.js";

/** How far production's own level lies from the training table, of one feature. */
export interface FeatureSkew {
  readonly feature: string;
  /** PSI, and what it is on average for two samples of these sizes from one source. */
  readonly psi: number;
  readonly psiByChance: number;
  /** Jensen-Shannon distance, base 2. */
  readonly jensenShannon: number;
}

/**
 * The lasting difference between training and serving, largest first. It is shown, and it pages nobody: production is
 * held against its own level. Features without rows on either side are left out.
 *
 * @param normal learned from production, on the bins of a training table's baseline
 */
export function trainingSkew(training: Baseline, normal: Normal): FeatureSkew[] {
  const serving = levelBaseline(training, normal);
  return training.features
    .flatMap((feature, f) => {
      const [reference, current] = [baselineCounts(feature), baselineCounts(serving.features[f]!)];
      if (known(reference) === 0 || known(current) === 0) return [];
      const bins = reference.binCounts.filter((rows, bin) => rows > 0 || current.binCounts[bin]! > 0).length;
      return [
        {
          feature: feature.name,
          psi: psi.score(reference, current).value,
          psiByChance: psiNullMean(bins, known(reference), known(current)),
          jensenShannon: jensenShannon.score(reference, current).value,
        },
      ];
    })
    .sort((a, b) => b.psi - a.psi || (a.feature < b.feature ? -1 : 1));
}

const known = ({ binCounts }: FeatureSample): number => binCounts.reduce((sum, rows) => sum + rows, 0);
