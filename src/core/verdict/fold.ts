import type { Baseline } from "../../contracts/baseline.js";
import { PlumblineError } from "../../contracts/errors.js";
import type { Rejects } from "../../contracts/records.js";
import type { JudgingRule, PastWindow } from "../../contracts/rule.js";
import type { Finding, HourIndex, IncidentTransition, Verdict, WindowLatency } from "../../contracts/verdict.js";
import { INCIDENT_POLICIES, type IncidentState, NO_INCIDENTS } from "./incident-state.js";
import { foldIncidents } from "./incidents.js";
import { type Acceptance, beginning, settleAccepted } from "./settle-accepted.js";
import { unjudgedVerdict, verdictOf } from "./verdict.js";

/** What is stored of one settled window. Plain JSON where evidence is. */
export interface ObservedHour<Evidence> {
  readonly hour: HourIndex;
  readonly records: number;
  readonly rejects: Rejects;
  /** How often this window has been judged again because of late data. */
  readonly restatement: number;
  /** What the rule observed; null where the window was not compared. */
  readonly evidence: Evidence | null;
  /** What else was noticed of the window, in plain words: columns that came, went or changed their type. */
  readonly notes?: readonly string[];
  /** How long its answers took, where captures say so. */
  readonly latency?: WindowLatency;
  /** Why the window was not compared, in plain words, and whether that is because a baseline is still being learned. */
  readonly unjudged?: { readonly status: "learning" | "insufficient"; readonly reason: string };
}

/** Where the fold stands after a window. Plain JSON where the rule's state is. */
export interface Checkpoint<State> {
  /** Last window folded. */
  readonly hour: HourIndex;
  readonly ruleName: string;
  readonly baselineVersion: string | null;
  readonly rule: State;
  readonly incidents: IncidentState;
}

export interface FoldInput<Evidence, State> {
  readonly monitor: string;
  readonly rule: JudgingRule<Evidence, State>;
  /** Null while there is none: no window can be compared then. */
  readonly baseline: Baseline | null;
  /** Null at the very beginning. */
  readonly checkpoint: Checkpoint<State> | null;
  /** Ascending, after the checkpoint's hour. Hours without an entry are hours that nobody knows anything about. */
  readonly hours: readonly ObservedHour<Evidence>[];
  /** Windows up to the checkpoint's, ascending; those of this baseline are what rules with rolling lenses look back at. */
  readonly before?: readonly ObservedHour<Evidence>[];
  /** The span that is judged as one; decides how incidents are grouped and closed. Default `hour`. */
  readonly windowSize?: "hour" | "day";
  /** Changes that somebody has taken for the new normal. Default none. */
  readonly acceptances?: readonly Acceptance[];
}

export interface FoldResult<State> {
  /** One per hour, same order. */
  readonly verdicts: readonly Verdict[];
  /** What is to be told; `transitionId` says which of them were told before. */
  readonly transitions: readonly IncidentTransition[];
  /** Null only when there was none and no hour either. */
  readonly checkpoint: Checkpoint<State> | null;
}

/**
 * Verdicts and incidents of consecutive windows, a pure fold: folding a day at once, hour by hour through stored checkpoints, or
 * again from an earlier checkpoint after a late capture gives what folding everything from the beginning would.
 * With another rule or baseline the rule starts afresh; incidents live on, since what was told stays told.
 *
 * @throws PlumblineError `HOURS_OUT_OF_ORDER`
 */
export function foldHours<Evidence, State>(input: FoldInput<Evidence, State>): FoldResult<State> {
  const verdicts: Verdict[] = [];
  const transitions: IncidentTransition[] = [];
  const policy = INCIDENT_POLICIES[input.windowSize ?? "hour"];
  let checkpoint = input.checkpoint;
  let history = pastWindows(input.rule, input.before ?? []);
  for (const observed of input.hours) {
    requireLater(observed.hour, checkpoint);
    const judged = judgeHour(input, observed, ruleState(input, checkpoint), history);
    history = lastOf(input.rule, [...history, ...pastWindows(input.rule, [observed])]);
    const window = { monitor: input.monitor, hour: observed.hour, findings: judged.findings };
    const begins = beginning(input.acceptances ?? [], checkpoint?.hour ?? null, observed.hour);
    const folded = foldIncidents(settleAccepted(checkpoint?.incidents ?? NO_INCIDENTS, begins), window, policy);
    verdicts.push(judged.verdict);
    transitions.push(...folded.transitions);
    checkpoint = {
      hour: observed.hour,
      ruleName: input.rule.name,
      baselineVersion: input.baseline?.version ?? null,
      rule: afterClosing(input.rule, judged.state, folded.transitions),
      incidents: folded.state,
    };
  }
  return { verdicts, transitions, checkpoint };
}

function pastWindows<Evidence>(
  rule: { readonly looksBack?: number },
  hours: readonly ObservedHour<Evidence>[],
): readonly PastWindow<Evidence>[] {
  return lastOf(rule, hours).flatMap(({ hour, evidence }) => (evidence === null ? [] : [{ hour, evidence }]));
}

/** As many as the rule looks back at. */
function lastOf<T>({ looksBack = 0 }: { readonly looksBack?: number }, windows: readonly T[]): readonly T[] {
  return looksBack === 0 ? [] : windows.slice(-looksBack);
}

function afterClosing<Evidence, State>(
  rule: JudgingRule<Evidence, State>,
  state: State,
  transitions: readonly IncidentTransition[],
): State {
  const checks = transitions.filter(({ kind }) => kind === "closed").flatMap(({ incident }) => incident.findings);
  return checks.length > 0 && rule.afterClose ? rule.afterClose(state, checks) : state;
}

function ruleState<Evidence, State>(
  { rule, baseline }: FoldInput<Evidence, State>,
  checkpoint: Checkpoint<State> | null,
): State {
  const continues = checkpoint?.ruleName === rule.name && checkpoint.baselineVersion === (baseline?.version ?? null);
  return continues ? checkpoint.rule : rule.initialState();
}

function judgeHour<Evidence, State>(
  { monitor, rule, baseline }: FoldInput<Evidence, State>,
  observed: ObservedHour<Evidence>,
  state: State,
  history: readonly PastWindow<Evidence>[],
): { readonly state: State; readonly findings: readonly Finding[]; readonly verdict: Verdict } {
  const { hour, records, rejects, restatement, evidence, notes = [], latency, unjudged } = observed;
  const subject = {
    ...{ monitor, hour, records, rejects, restatement, notes, baselineVersion: baseline?.version ?? null },
    ...(latency && { latency }),
  };
  if (baseline === null || evidence === null) {
    const { status, reason } = unjudged ?? defaultReason(baseline, records);
    return { state, findings: [], verdict: unjudgedVerdict(subject, status, reason) };
  }
  const outcome = rule.judge(baseline, state, hour, evidence, history);
  return { ...outcome, verdict: verdictOf(subject, outcome.findings, outcome.learning) };
}

function defaultReason(
  baseline: Baseline | null,
  records: number,
): { readonly status: "learning" | "insufficient"; readonly reason: string } {
  if (baseline === null) return { status: "learning", reason: "there is no baseline to compare with yet" };
  if (records === 0) return { status: "insufficient", reason: "no records in this window" };
  return { status: "insufficient", reason: "this window has not been compared with the baseline" };
}

function requireLater(hour: HourIndex, checkpoint: Checkpoint<unknown> | null): void {
  if (checkpoint === null || hour > checkpoint.hour) return;
  throw new PlumblineError("HOURS_OUT_OF_ORDER", `fold expects an hour after ${checkpoint.hour}, got ${hour}`, {
    details: { after: checkpoint.hour, hour },
  });
}
