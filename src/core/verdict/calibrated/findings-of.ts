import type { Baseline } from "../../../contracts/baseline.js";
import type { Finding } from "../../../contracts/verdict.js";
import type { CheckScore } from "../../calibration/types.js";
import { importanceShares } from "../importance.js";
import type { WindowCounts } from "../window-counts.js";
import { checkFinding } from "./check-finding.js";
import type { Normal } from "./normal.js";
import { pooledValues } from "./pooled-values.js";

/**
 * One finding per check of every feature.
 *
 * @param scores of all features, checks and lenses; those of one check stand together
 * @param windows counts of the last 24 hours, the judged window last
 */
export function findingsOf(
  baseline: Baseline,
  normal: Normal,
  scores: readonly CheckScore[],
  windows: readonly WindowCounts[],
  importance: ReadonlyMap<string, number> = new Map(),
): Finding[] {
  const shares = importanceShares(baseline, importance);
  const places = new Map(baseline.features.map(({ name }, place) => [name, place]));
  const now = windows.at(-1)!;
  return byCheck(scores).map((lenses) => {
    const place = places.get(lenses[0]!.feature)!;
    return checkFinding(lenses, {
      feature: baseline.features[place]!,
      level: normal.level[place]!,
      importance: shares[place]!,
      hour: now.features[place]!,
      day: () => pooledValues(windows, place),
    });
  });
}

function byCheck(scores: readonly CheckScore[]): readonly (readonly CheckScore[])[] {
  const groups: CheckScore[][] = [];
  for (const score of scores) {
    const last = groups.at(-1);
    const [first] = last ?? [];
    if (first?.feature === score.feature && first.check === score.check) last!.push(score);
    else groups.push([score]);
  }
  return groups;
}
