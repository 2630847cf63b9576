import type { MonitorConfig } from "../../src/config/index.js";
import type { Baseline } from "../../src/contracts/baseline.js";
import { judgedCounts } from "../../src/core/backtest/judged-counts.js";
import type { PageUnit } from "../../src/core/backtest/rule-summary.js";
import { type ReplayOptions, type ReplayOutcome, RuleReplay } from "../../src/core/backtest/rule-replay.js";
import { schemaChanges, type SchemaChange } from "../../src/core/baseline/schema-changes.js";
import { windowSample } from "../../src/core/baseline/window-sample.js";
import { createProfileMerger } from "../../src/core/profile/merge.js";
import type { Output } from "../output.js";
import { orderedMetrics, type TitledRule } from "./rules.js";
import type { WindowProfiles } from "./window-profiles.js";

export interface Replayed {
  readonly outcomes: readonly {
    readonly title: string;
    readonly pageUnit: PageUnit;
    readonly outcome: ReplayOutcome;
  }[];
  /** How production's columns differ from the reference's. */
  readonly changes: readonly SchemaChange[];
}

/**
 * Replays production through every rule, window by window in order of time.
 *
 * @param learned whose bins the windows were counted on
 * @param judged the same with only the features that are judged
 */
export async function replay(
  learned: Baseline,
  judged: Baseline,
  store: WindowProfiles,
  rules: readonly TitledRule[],
  monitor: MonitorConfig | null,
  options: ReplayOptions,
  output: Pick<Output, "progress">,
): Promise<Replayed> {
  const replays = rules.map(({ name, title, pageUnit, source }) => ({
    ...{ title, pageUnit },
    replay: new RuleReplay(name, source, judged, options),
  }));
  const counts = judgedCounts(learned, judged, orderedMetrics(monitor));
  const merger = createProfileMerger();
  const windows = store.finish();
  for (const [done, hour] of windows.entries()) {
    const profile = await store.profile(hour);
    merger.add(profile);
    // Counts are the same for every rule; scores of ordered values are added for those that ask for them.
    const evidence = counts(windowSample(profile, learned, hour));
    for (const { replay } of replays) replay.add({ hour, evidence });
    output.progress(`replaying window ${done + 1} of ${windows.length} by ${rules.length} rules`);
  }
  return {
    outcomes: replays.map(({ replay, ...words }) => ({ ...words, outcome: replay.outcome() })),
    changes: schemaChanges(learned, merger.finish()),
  };
}
