import type { Simulation } from "../../../local/contracts.js";

/** A simulation's clock and agenda and nothing else: entries in order of time, then of arrival. */
export interface Agenda extends Simulation {
  /** Runs every entry up to and including a time; the clock then shows that time. */
  runUntil(timeMs: number): Promise<void>;
  /** How many entries have been run. */
  readonly ran: () => number;
}

export function createAgenda(startMs: number): Agenda {
  let nowMs = startMs;
  let arrived = 0;
  let ran = 0;
  const entries = new Map<number, { readonly timeMs: number; readonly work: () => void | Promise<void> }>();
  const next = (untilMs: number): number | undefined => {
    let first: number | undefined;
    for (const [id, { timeMs }] of entries) {
      if (timeMs <= untilMs && (first === undefined || timeMs < entries.get(first)!.timeMs)) first = id;
    }
    return first;
  };
  return {
    nowMs: () => nowMs,
    ran: () => ran,
    at: (timeMs, _label, work) => {
      const id = arrived++;
      entries.set(id, { timeMs, work });
      return () => {
        entries.delete(id);
      };
    },
    runUntil: async (timeMs) => {
      for (let id = next(timeMs); id !== undefined; id = next(timeMs)) {
        const entry = entries.get(id)!;
        entries.delete(id);
        nowMs = Math.max(nowMs, entry.timeMs);
        ran++;
        await entry.work();
      }
      nowMs = Math.max(nowMs, timeMs);
    },
  };
}
