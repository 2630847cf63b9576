import type { ResultCache } from "./cache.js";
import { LEARNING_CASES, type LearningCase, type LearningResult, measureLearning } from "./learning.js";
import { measureSeed, type SeedResult } from "./measure.js";
import { measurePresets, type PresetResult } from "./measure-presets.js";
import type { StudyWorld } from "./worlds.js";

export interface StudySettings {
  /** Simulated months (30 days) of every world without drift. */
  readonly months: number;
  /** Features per kind of drift and seed. */
  readonly detect: number;
  /** Live days per seed that the presets judge. */
  readonly presetDays: number;
  readonly firstSeed: number;
}

/** Everything that was measured. */
export interface Study {
  readonly worlds: readonly { readonly world: StudyWorld; readonly results: readonly SeedResult[] }[];
  readonly presets: readonly { readonly world: StudyWorld; readonly results: readonly PresetResult[] }[];
  readonly learning: readonly { readonly learner: LearningCase; readonly results: readonly LearningResult[] }[];
}

/** Live days per seed: as long as a reference may be used before it is learned anew. */
const SEED_DAYS = 60;
const LEARNING_DAYS = 14;
export const PRESET_SEEDS = 2;
/** Worlds in which the presets are measured beside the calibrated rule. */
const PRESET_WORLDS: ReadonlySet<string> = new Set([
  ...["iid", "seasonal-100", "seasonal-1000", "seasonal-10000", "ar95", "daily-200-28", "daily-5000-28"],
  ...["storm", "electricity-200-28d"],
]);

/** @param chosen names of worlds (`learning` for the learning mode); null: all */
export function measureStudy(
  worlds: readonly StudyWorld[],
  chosen: readonly string[] | null,
  settings: StudySettings,
  cache: ResultCache,
  say: (line: string) => void,
): Study {
  const wanted = (name: string): boolean => chosen === null || chosen.includes(name);
  const from = (count: number): number[] => Array.from({ length: count }, (_, i) => settings.firstSeed + i);
  const seeds = from(Math.ceil((30 * settings.months) / SEED_DAYS));
  const studied = worlds.filter(({ name }) => wanted(name));
  const quiet = studied.map((world) => {
    say(world.name);
    const measure = (seed: number): SeedResult => measureSeed(world, seed, SEED_DAYS, settings.detect);
    return { world, results: cache.collect(world.name, seeds, measure) };
  });
  const presets = studied
    .filter(({ name }) => PRESET_WORLDS.has(name))
    .map((world) => {
      say(`presets ${world.name}`);
      const measure = (seed: number): PresetResult => measurePresets(world, seed, settings.presetDays, settings.detect);
      return {
        world,
        results: cache.collect(`presets-${settings.presetDays}-${world.name}`, seeds.slice(0, PRESET_SEEDS), measure),
      };
    });
  const learners = from(Math.ceil((30 * settings.months) / LEARNING_DAYS));
  const learning = (wanted("learning") ? LEARNING_CASES : []).map((learner) => {
    const name = `learning-${learner.rowsPerHour}-${learner.offset}`;
    say(name);
    const measure = (seed: number): LearningResult => measureLearning(learner, seed, settings.detect);
    return { learner, results: cache.collect(name, learners, measure) };
  });
  return { worlds: quiet, presets, learning };
}
