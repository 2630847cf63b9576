import type { Baseline } from "./baseline.js";
import type { FeatureSample } from "./drift.js";
import type { Finding, HourIndex } from "./verdict.js";

/** The records of one window, feature by feature, counted on the baseline's bins. */
export interface WindowSample {
  readonly hour: HourIndex;
  readonly records: number;
  /** By feature name; a feature that no record carried is absent. */
  readonly features: ReadonlyMap<string, FeatureSample>;
}

/** What a rule says of one window. */
export interface RuleOutcome<State> {
  readonly state: State;
  /** Every check, also those that are ok or could not be judged. */
  readonly findings: readonly Finding[];
}

/**
 * How windows are judged. The rule is two pure functions: `observe` turns a window into evidence, which is stored
 * per hour; `judge` folds evidence in the order of hours. Rolling lenses and sums over time live in `State`, so a
 * restated hour is judged by folding again from the checkpoint before it.
 *
 * Evidence and State are plain JSON.
 */
export interface VerdictRule<Evidence, State> {
  readonly name: string;
  /** One sentence for reports: how this rule decides. */
  readonly description: string;
  observe(baseline: Baseline, window: WindowSample): Evidence;
  initialState(): State;
  judge(baseline: Baseline, state: State, hour: HourIndex, evidence: Evidence): RuleOutcome<State>;
}
