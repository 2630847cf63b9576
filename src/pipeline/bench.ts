import type { AnewNormal } from "../core/verdict/calibrated/anew-rule.js";
import { newNormalAnswers, storedAnew } from "./answers/new-normals.js";
import { answersOfRun } from "./answers/run-answers.js";
import { activeBaseline } from "./baseline-store.js";
import type { AnalysisDeps } from "./deps.js";
import { noteBaseline } from "./history/note.js";
import { featureImportance } from "./normal/feature-importance.js";
import { learnedRules } from "./normal/first-rule.js";
import type { Learning } from "./normal/learning.js";
import { ruleTimeline, unjudged } from "./normal/rule-timeline.js";
import type { Judge } from "./observe-window.js";
import { profilingPlan } from "./profiling-plan.js";

/** Share of a run's time kept back for folding, reports and mails. */
export const RESERVE_SHARE = 0.2;

/** What judges in this run, and what new rules are learned with. */
export interface Bench {
  /** Null while the baseline's first rule can't be learned yet. */
  readonly judge: Judge | null;
  readonly learning: Learning;
}

/** Null while there is no baseline. */
export async function currentBench(fence: number, nowMs: number, deps: AnalysisDeps): Promise<Bench | null> {
  const { table, monitor } = deps;
  const found = await activeBaseline(table, monitor.name, nowMs);
  if (!found) return null;
  const baseline = await deps.baselines.load(found.active.version, nowMs);
  const reserveMs = deps.remainingMs() * RESERVE_SHARE;
  const counting = {
    baseline,
    activatedAtMs: found.active.activatedAtMs,
    profileVersion: (await profilingPlan(baseline, deps)).version,
  };
  const importance = await featureImportance(monitor.features.importance, deps.buckets);
  const hasTime = (): boolean => deps.remainingMs() >= reserveMs;
  const given = await answersOfRun(nowMs, deps);
  const answers = newNormalAnswers(given, baseline, counting.activatedAtMs, monitor.window);
  const learning = { ...counting, fence, importance, normals: deps.normals, newNormals: answers, hasTime };
  const records = await learnedRules(learning, nowMs, deps);
  if (records) await noteBaseline(found.active, baseline, nowMs, deps);
  const load = (number: number): Promise<AnewNormal> =>
    storedAnew(
      answers.find((answer) => answer.number === number)!,
      baseline,
      nowMs,
      deps,
    );
  const rules = records && ruleTimeline(monitor, records, deps.normals, importance, { answers, load });
  const judge = rules && { ...counting, rules };
  return { judge, learning };
}

/** Who judges while there is no baseline: windows are observed, and nothing is said of them. */
export async function withoutBaseline(deps: AnalysisDeps): Promise<Judge> {
  const { version } = await profilingPlan(null, deps);
  return { rules: unjudged(), baseline: null, activatedAtMs: 0, profileVersion: version };
}
