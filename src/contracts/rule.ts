import type { Baseline } from "./baseline.js";
import type { CoMomentCounts } from "./co-moments.js";
import type { FeatureSample } from "./drift.js";
import type { Finding, HourIndex } from "./verdict.js";

/** The records of one window, feature by feature, counted on the baseline's bins. */
export interface WindowSample {
  readonly hour: HourIndex;
  readonly records: number;
  /** By feature name; a feature that no record carried is absent. */
  readonly features: ReadonlyMap<string, FeatureSample>;
  /** Sums for correlations of the watched features; absent where none are watched. */
  readonly coMoments?: CoMomentCounts;
}

/** What a rule says of one window. */
export interface RuleOutcome<State> {
  readonly state: State;
  /** Every check, also those that are ok or could not be judged. */
  readonly findings: readonly Finding[];
  /** Set while the rule is still learning what is normal: how far it is, in one sentence. */
  readonly learning?: string;
}

/** Evidence of a window that was judged before, on the same baseline. */
export interface PastWindow<Evidence> {
  readonly hour: HourIndex;
  readonly evidence: Evidence;
}

/**
 * How windows are judged. The rule is two pure functions: `observe` turns a window into evidence, which is stored
 * per hour; `judge` folds evidence in the order of hours. Rolling lenses read the evidence of the windows before; sums over
 * longer times live in `State`, so a restated hour is judged by folding again from the checkpoint before it.
 *
 * Evidence and State are plain JSON.
 */
export interface VerdictRule<Evidence, State> extends JudgingRule<Evidence, State> {
  observe(baseline: Baseline, window: WindowSample): Evidence;
}

/** The judging half of a rule: all that a fold over stored evidence needs. */
export interface JudgingRule<Evidence, State> {
  readonly name: string;
  /** One sentence for reports: how this rule decides. */
  readonly description: string;
  initialState(): State;
  /** How many windows before the judged one `judge` looks at. Absent: none. */
  readonly looksBack?: number;
  /** @param history windows before this one, oldest first, at most `looksBack` */
  judge(
    baseline: Baseline,
    state: State,
    hour: HourIndex,
    evidence: Evidence,
    history: readonly PastWindow<Evidence>[],
  ): RuleOutcome<State>;
  /** The state after an incident has closed: what these checks had summed up starts again from zero. */
  afterClose?(state: State, checks: readonly Pick<Finding, "feature" | "check">[]): State;
}
