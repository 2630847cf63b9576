import type { VerdictRule } from "../../contracts/rule.js";
import type { HourIndex, Incident } from "../../contracts/verdict.js";

/** Which rule judges which window of a replay. Rules that follow each other under one name go on from the same state. */
export interface RuleSource<Evidence, State> {
  readonly name: string;
  /** The rule in force at a window; called once per window, in order of time. */
  at(hour: HourIndex): VerdictRule<Evidence, State>;
  /** Told after each window, so that what is normal can be learned anew from windows without incidents. */
  judged?(hour: HourIndex, evidence: Evidence, incidents: Iterable<Incident>): void;
}

/** One rule for the whole log. */
export function onlyRule<Evidence, State>(rule: VerdictRule<Evidence, State>): RuleSource<Evidence, State> {
  return { name: rule.name, at: () => rule };
}
