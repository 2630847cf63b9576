import { readFileSync } from "node:fs";
import { seededRandom } from "./random.js";
import type { FeatureStream } from "./world.js";

/** Half-hourly readings of the Elec2 data set by day: [day][48][column]. */
export interface ElectricityDays {
  readonly columns: readonly string[];
  readonly days: readonly (readonly (readonly number[])[])[];
}

const READINGS_PER_DAY = 48;
const BINS = 10;

/** Reads `elec.csv` (period, nswprice, nswdemand, vicprice, vicdemand, transfer, class), whose rows are in order of time. */
export function readElectricity(file: string): ElectricityDays {
  const lines = readFileSync(file, "utf8").trim().split("\n");
  const header = lines[0]!.split(",");
  const columns = header.slice(1, 6);
  const rows = lines.slice(1).map((line) => line.split(",").slice(1, 6).map(Number));
  const days = Array.from({ length: Math.floor(rows.length / READINGS_PER_DAY) }, (_, d) =>
    rows.slice(d * READINGS_PER_DAY, (d + 1) * READINGS_PER_DAY),
  );
  return { columns, days };
}

/**
 * A stream of days drawn at random without order, so that nothing lasts: rows of an hour lie between its readings.
 * Bins are deciles of the first `referenceDays` days, as a baseline would learn them.
 */
export function electricityStream(
  data: ElectricityDays,
  settings: { seed: number; days: number; referenceDays: number; rowsPerHour: number },
): FeatureStream[] {
  const random = seededRandom(settings.seed * 31_337 + 5);
  const drawn = Array.from({ length: settings.days }, () => data.days[random.below(data.days.length)]!);
  return data.columns.map((name, c) => {
    const hours: Float64Array[] = drawn.flatMap((day) =>
      Array.from({ length: 24 }, (_, hour) =>
        Float64Array.from({ length: settings.rowsPerHour }, () => {
          const at = 2 * hour + 2 * random.uniform();
          const before = Math.min(READINGS_PER_DAY - 1, Math.floor(at));
          const after = Math.min(READINGS_PER_DAY - 1, before + 1);
          return day[before]![c]! + (at - before) * (day[after]![c]! - day[before]![c]!);
        }),
      ),
    );
    const edges = decilesOf(hours.slice(0, settings.referenceDays * 24));
    const none = new Float64Array(hours.length);
    return {
      name,
      kind: "numeric" as const,
      counts: hours.map((values) => countOn(values, edges)),
      missing: none,
      unseen: none,
      edges,
    };
  });
}

function decilesOf(hours: readonly Float64Array[]): number[] {
  const all = Float64Array.from(hours.flatMap((values) => [...values])).sort();
  const edges = Array.from({ length: BINS - 1 }, (_, b) => all[Math.floor(((b + 1) / BINS) * all.length)]!);
  return [...new Set(edges)];
}

function countOn(values: Float64Array, edges: readonly number[]): Float64Array {
  const counts = new Float64Array(edges.length + 1);
  for (const value of values) {
    const bin = edges.findIndex((edge) => value <= edge);
    counts[bin < 0 ? edges.length : bin]! += 1;
  }
  return counts;
}
