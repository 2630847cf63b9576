import type { ElectricityDays } from "./electricity.js";
import { electricityStream } from "./electricity.js";
import { StormWorld } from "./storm-world.js";
import { byDay, cut, hoursPer, type WindowSize } from "./windows.js";
import { type Drift, type DriftKind, type FeatureStream, World, type WorldSettings } from "./world.js";

/** Reference and live stream of one seed. */
export interface Streams {
  readonly reference: readonly FeatureStream[];
  readonly live: readonly FeatureStream[];
  /** The world they come from, where drift can be injected. */
  readonly world: DriftWorld | null;
}

/** A world in which one feature can be made to drift. */
export interface DriftWorld {
  readonly settings: { readonly features: number };
  isNumeric(feature: number): boolean;
  /** Kinds of drift it knows. */
  readonly knows: ReadonlySet<DriftKind>;
  stream(start: number, hours: number, drift: Drift | null, only: readonly number[] | null): FeatureStream[];
}

/** A world of the study. */
export interface StudyWorld {
  readonly name: string;
  /** For the table. */
  readonly title: string;
  readonly window: WindowSize;
  readonly referenceDays: number;
  /** Whether drift is injected here, too. */
  readonly detect: boolean;
  /** What the study holds it to: false pages per 30 days. */
  readonly target: {
    readonly of: "upper bound" | "estimate";
    readonly unit: "pages" | "incidents";
    readonly at: number;
  } | null;
  streams(seed: number, liveDays: number): Streams;
}

const UPPER = { of: "upper bound", unit: "pages", at: 1.5 } as const;

function simulated(
  name: string,
  title: string,
  settings: Partial<WorldSettings>,
  options: Partial<Pick<StudyWorld, "window" | "referenceDays" | "detect" | "target">> = {},
): StudyWorld {
  const { window = "hour", referenceDays = 28, detect = false, target = UPPER } = options;
  return {
    ...{ name, title, window, referenceDays, detect, target },
    streams(seed, liveDays) {
      const world = new World({ ...settings, seed });
      const hours = 24 * referenceDays;
      const streams = { reference: world.stream(0, hours), live: world.stream(hours, 24 * liveDays) };
      if (window === "hour") return { ...streams, world };
      return { reference: byDay(streams.reference), live: byDay(streams.live), world };
    },
  };
}

/** Batches of a day: the seasonal world, a day's rows at once. */
function daily(rows: number, referenceDays: number): StudyWorld {
  const settings = { rowsPerHour: rows / 24, leastRows: 0 };
  const title = `daily batches of ${rows.toLocaleString("en")} rows, ${referenceDays} reference days`;
  const enough = referenceDays >= 28;
  return simulated(`daily-${rows}-${referenceDays}`, title, settings, {
    window: "day",
    referenceDays,
    detect: referenceDays === 28,
    target: enough ? UPPER : null,
  });
}

const storm: StudyWorld = {
  name: "storm",
  title: "storms: 20 heavy-tailed columns share bad days, wobble lasts for weeks",
  window: "hour",
  referenceDays: 28,
  detect: true,
  target: { of: "estimate", unit: "incidents", at: 2 },
  streams(seed, liveDays) {
    const world = new StormWorld({ seed });
    const hours = 24 * this.referenceDays;
    return { reference: world.stream(0, hours), live: world.stream(hours, 24 * liveDays), world };
  },
};

export const SIMULATED_WORLDS: readonly StudyWorld[] = [
  simulated("iid", "independent rows, 1,000 an hour", { seasonal: false }, { detect: true }),
  simulated("seasonal-100", "seasonal, 100 rows an hour", { rowsPerHour: 100 }, { detect: true }),
  simulated("seasonal-1000", "seasonal, 1,000 rows an hour", {}, { detect: true }),
  simulated("seasonal-10000", "seasonal, 10,000 rows an hour", { rowsPerHour: 10_000 }, { detect: true }),
  simulated("seasonal-14d", "seasonal, 1,000 rows an hour, 14 reference days", {}, { referenceDays: 14, target: null }),
  simulated("features-200", "seasonal, 1,000 rows an hour, 200 features", { features: 200 }),
  simulated(
    "ar95",
    "wobble with a memory of a day (0.95 from hour to hour)",
    { memory: 0.95 },
    { detect: true, target: { of: "estimate", unit: "pages", at: 1.7 } },
  ),
  simulated("thin-8", "seasonal, 8 rows an hour", { rowsPerHour: 8, leastRows: 0 }, { detect: true, target: null }),
  ...[28, 60, 14].flatMap((days) => [daily(200, days), daily(5_000, days)]),
  storm,
];

/** Days of the Elec2 log drawn at random: real days, and nothing that lasts. */
export function electricityWorlds(data: ElectricityDays): StudyWorld[] {
  return [28, 14].flatMap((referenceDays) =>
    [20, 200].map((rowsPerHour): StudyWorld => ({
      name: `electricity-${rowsPerHour}-${referenceDays}d`,
      title: `Elec2 days in random order, ${rowsPerHour} rows an hour, ${referenceDays} reference days`,
      window: "hour",
      referenceDays,
      detect: false,
      target: referenceDays === 28 ? { of: "estimate", unit: "incidents", at: 1 } : null,
      streams(seed, liveDays) {
        const all = electricityStream(data, { seed, days: referenceDays + liveDays, referenceDays, rowsPerHour });
        const split = 24 * referenceDays;
        return { reference: cut(all, 0, split), live: cut(all, split, Infinity), world: null };
      },
    })),
  );
}

/** Windows of the reference. */
export function referenceWindows(world: StudyWorld): number {
  return (24 * world.referenceDays) / hoursPer(world.window);
}
