import type { Baseline } from "../../src/contracts/baseline.js";
import { judgedCounts } from "../../src/core/backtest/judged-counts.js";
import { TimeMovers } from "../../src/core/backtest/moves-with-time.js";
import { recount } from "../../src/core/baseline/recount.js";
import { windowSample } from "../../src/core/baseline/window-sample.js";
import { createProfileMerger } from "../../src/core/profile/merge.js";
import type { CountedWindow } from "../../src/core/verdict/calibrated/counted-window.js";
import type { WindowProfiles } from "./window-profiles.js";

/** A reference, window by window on its own bins. */
export interface CountedReference {
  /** With exact counts; only features that production delivers. */
  readonly baseline: Baseline;
  readonly windows: readonly CountedWindow[];
  /** Columns that go with the clock. */
  readonly timeMovers: readonly string[];
}

/**
 * @param learned whose bins the windows were counted on
 * @param delivered columns of production: a feature that it never carried is not judged
 */
export async function countReference(
  learned: Baseline,
  store: WindowProfiles,
  delivered: ReadonlySet<string>,
): Promise<CountedReference> {
  const judged: Baseline = { ...learned, features: learned.features.filter(({ name }) => delivered.has(name)) };
  const counts = judgedCounts(learned, judged);
  const windows: CountedWindow[] = [];
  const movers = new TimeMovers();
  const merger = createProfileMerger();
  for (const hour of store.finish()) {
    const profile = await store.profile(hour);
    merger.add(profile);
    const sample = windowSample(profile, learned, hour);
    movers.add(sample);
    windows.push({ hour, evidence: counts(sample) });
  }
  const { features } = recount(learned, merger.finish());
  return {
    baseline: { ...learned, features: features.filter(({ name }) => delivered.has(name)) },
    windows,
    timeMovers: movers.names().filter((name) => delivered.has(name)),
  };
}
