import { addCounts } from "../feature-counts.js";
import type { CountedValues } from "../native-change.js";
import type { WindowCounts } from "../window-counts.js";

/** One feature over several windows: counts added up, and the middle of the windows' medians, counted by rows. */
export function pooledValues(windows: readonly WindowCounts[], feature: number): CountedValues {
  const parts = windows.map((window) => window.features[feature]!);
  const counts = parts.map((part) => part.counts).reduce(addCounts);
  return { counts, median: weightedMedian(parts), medianName: windows.length > 1 ? "hourly median" : "median" };
}

function weightedMedian(parts: readonly CountedValues[]): number | null {
  const medians = parts
    .filter((part): part is CountedValues & { median: number } => part.median !== null)
    .map(({ counts, median }) => ({ median, rows: counts.bins.reduce((sum, rows) => sum + rows, 0) }))
    .sort((a, b) => a.median - b.median);
  const half = medians.reduce((sum, { rows }) => sum + rows, 0) / 2;
  let passed = 0;
  for (const { median, rows } of medians) {
    passed += rows;
    if (passed >= half) return median;
  }
  return null;
}
