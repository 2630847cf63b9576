import type { Baseline } from "../../contracts/baseline.js";
import type { CoMomentCounts } from "../../contracts/co-moments.js";
import type { WindowSample } from "../../contracts/rule.js";
import { watchedFeatures } from "../baseline/watched-features.js";
import type { MetricLimit } from "../drift/judge.js";
import { countWindow, type WindowCounts } from "../verdict/window-counts.js";

/**
 * Counts windows for a baseline that judges only some of the features that their profiles were counted for.
 *
 * @param learned whose bins and watched features the profiles have
 * @param judged the same baseline with fewer features
 * @param limits whose metrics may read ordered values
 */
export function judgedCounts(
  learned: Baseline,
  judged: Baseline,
  limits: readonly MetricLimit[] = [],
): (sample: WindowSample) => WindowCounts {
  const gathered = [...watchedFeatures(learned).keys()];
  const places = [...watchedFeatures(judged).keys()].map((name) => gathered.indexOf(name));
  // Beyond the most that are watched, leaving one out lets in another, whose sums were not gathered.
  const isKnown = !places.includes(-1);
  return ({ coMoments, ...sample }) => {
    const some = coMoments && isKnown ? someOf(coMoments, gathered.length, places) : undefined;
    return countWindow(judged, { ...sample, ...(some && { coMoments: some }) }, limits);
  };
}

/** Sums of some features. @param places of theirs among all, ascending */
function someOf({ rows, sums, products }: CoMomentCounts, all: number, places: readonly number[]): CoMomentCounts {
  if (places.length === all) return { rows, sums, products };
  return {
    rows,
    sums: places.map((i) => sums[i]!),
    // Row i of the upper triangle begins after i rows of all, all - 1, ... entries.
    products: places.flatMap((i, at) => places.slice(at).map((j) => products[i * all - (i * (i - 1)) / 2 + (j - i)]!)),
  };
}
