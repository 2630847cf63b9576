import { ConditionFailedError } from "../../contracts/errors.js";
import type { HourIndex } from "../../contracts/verdict.js";
import type { LabelDeps } from "../deps.js";
import type { DirtyHour } from "../dirty-hours.js";
import { labelledHours, unmarkLabelled } from "../labels/labelled-hours.js";
import { windowOf, type WindowSpan } from "../windows.js";
import { observeQuality, type QualityCounting } from "./observe-quality.js";
import type { StoredQuality } from "./quality-store.js";

export interface Counted {
  readonly counted: readonly StoredQuality[];
  /** Marks of the windows that have been looked at. */
  readonly done: readonly DirtyHour[];
}

/** Counts the windows anew whose predictions or labels have changed, oldest first, as long as there is time. */
export async function countMarked(
  counting: QualityCounting,
  hasTime: () => boolean,
  nowMs: number,
  deps: LabelDeps,
): Promise<Counted> {
  const counted: StoredQuality[] = [];
  const done: DirtyHour[] = [];
  const windows = new Map<HourIndex, { readonly span: WindowSpan; readonly marks: DirtyHour[] }>();
  for await (const mark of labelledHours(deps.table, deps.monitor.name, nowMs)) {
    const span = windowOf(mark.hour, deps.monitor.window);
    const known = windows.get(span.first);
    if (known) known.marks.push(mark);
    else windows.set(span.first, { span, marks: [mark] });
  }
  for (const { span, marks } of windows.values()) {
    if (!hasTime()) break;
    const stored = await observeQuality(span, counting, nowMs, deps);
    if (stored) counted.push(stored);
    done.push(...marks);
  }
  return { counted, done };
}

/** Takes off the marks of windows that have been looked at. */
export async function unmarkCounted(marks: readonly DirtyHour[], deps: LabelDeps): Promise<void> {
  for (const mark of marks) await unmark(mark, deps);
}

async function unmark(mark: DirtyHour, { table, monitor }: LabelDeps): Promise<void> {
  try {
    await unmarkLabelled(table, monitor.name, mark);
  } catch (error) {
    // Marked again while we were looking: the next run counts it anew.
    if (!(error instanceof ConditionFailedError)) throw error;
  }
}
