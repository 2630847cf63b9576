import type { Baseline } from "../contracts/baseline.js";
import type { HourIndex } from "../contracts/verdict.js";
import type { AnalysisDeps } from "./deps.js";
import { dirtyHours, type DirtyHour } from "./dirty-hours.js";
import { startMsOf } from "./hour.js";
import { isSettled, windowOf, type WindowSpan } from "./windows.js";

/** A settled window with the marks that made it due. */
export interface DueWindow {
  readonly span: WindowSpan;
  readonly marks: readonly DirtyHour[];
}

/** Settled windows with dirty hours, oldest first. Tokens are read here, before any profile is listed. */
export async function dueWindows(nowMs: number, deps: AnalysisDeps): Promise<readonly DueWindow[]> {
  const { window } = deps.monitor;
  const byFirst = new Map<HourIndex, { span: WindowSpan; marks: DirtyHour[] }>();
  for await (const mark of dirtyHours(deps.table, deps.monitor.name, nowMs)) {
    const span = windowOf(mark.hour, window);
    const due = byFirst.get(span.first);
    if (due) due.marks.push(mark);
    else byFirst.set(span.first, { span, marks: [mark] });
  }
  if (byFirst.size === 0) return [];
  const age = await deps.captureQueue.oldestMessageAgeSeconds(nowMs);
  return [...byFirst.values()].filter(({ span }) => isSettled(span, window.settleMinutes, age, nowMs));
}

/** True for hours that the baseline was, or is to be, learned from: they are not judged. */
export function isReferenceHour(hour: HourIndex, baseline: Baseline | null, { monitor }: AnalysisDeps): boolean {
  const { reference } = monitor;
  const period = baseline?.period ?? (reference.kind === "captures" ? reference.period : null);
  if (!period) return false;
  const startMs = startMsOf(hour);
  return startMs >= period.fromMs && startMs < period.toMs;
}
