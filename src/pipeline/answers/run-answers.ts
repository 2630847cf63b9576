import type { Answer } from "../../contracts/answers.js";
import type { AnalysisDeps } from "../deps.js";
import { answersGiven } from "./answer-log.js";

type Asking = Pick<AnalysisDeps, "table" | "monitor">;

const asked = new WeakMap<object, { readonly nowMs: number; readonly answers: Promise<readonly Answer[]> }>();

/** The answers that count in this run, read once: every run has ports of its own. */
export async function answersOfRun(nowMs: number, deps: Asking): Promise<readonly Answer[]> {
  const known = asked.get(deps);
  if (known?.nowMs === nowMs) return known.answers;
  const answers = answersGiven(deps.table, deps.monitor.name, nowMs);
  asked.set(deps, { nowMs, answers });
  return answers;
}
