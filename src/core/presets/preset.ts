import type { VerdictRule } from "../../contracts/rule.js";
import type { FixedRuleOptions } from "../verdict/fixed-options.js";
import { fixedRule, type FixedState } from "../verdict/fixed-rule.js";
import type { WindowCounts } from "../verdict/window-counts.js";

/**
 * The default rule of another product, as far as a window's profile can reproduce it. Every window is judged by itself,
 * however few rows it has: no product here asks for a minimum.
 */
export interface Preset {
  /** Id in configuration and on the command line. */
  readonly name: string;
  /** The rule in one line. */
  readonly title: string;
  /** Where the product documents its rule. */
  readonly source: string;
  /** Every known difference to the product, one sentence each. */
  readonly differences: readonly string[];
  rule(): VerdictRule<WindowCounts, FixedState>;
}

/** What a preset is made of: words, and the fixed rule's options. */
export interface PresetDefinition extends Omit<Preset, "rule"> {
  readonly options: FixedRuleOptions;
}

/** Differences of every preset, said once. */
const SHARED_DIFFERENCES: readonly string[] = [
  "Drift is found at a value equal to the threshold, too; products ask for more than the threshold.",
  "Categories that are rare in the reference are counted together, and so are values it never held; products compare every category by itself.",
  "Numeric columns with at most ten distinct values are compared as categories.",
  "Ordered values come from the reference's 101 quantiles and the window's sketch, not from all rows.",
];

export function presetOf({ options, ...words }: PresetDefinition): Preset {
  return {
    ...words,
    differences: [...words.differences, ...SHARED_DIFFERENCES],
    rule: () => ({ ...fixedRule(options), name: `preset:${words.name}`, description: `${words.title}. ${NO_PROMISE}` }),
  };
}

const NO_PROMISE = "A threshold that does not adapt to the model, so no number of false alarms is promised.";
