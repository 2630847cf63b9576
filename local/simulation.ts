import { messageOf, PlumblineError } from "../src/contracts/errors.js";
import type { Simulation } from "./contracts.js";

interface Entry {
  readonly timeMs: number;
  /** Order of arrival: decides between entries of the same instant. */
  readonly sequence: number;
  readonly label: string;
  readonly work: () => void | Promise<void>;
  cancelled: boolean;
}

/** Work on the agenda that threw: a fault of the embedded cloud itself, never of a deployed function. */
export class AgendaError extends PlumblineError {
  constructor(label: string, timeMs: number, cause: unknown) {
    const instant = new Date(timeMs).toISOString();
    super("AGENDA", `${label} at ${instant} failed: ${messageOf(cause)}`, { details: { label, timeMs }, cause });
  }
}

/**
 * The discrete-event simulation: one entry runs at a time and runs to its end, then the clock jumps to the next one.
 * So time stands still while a function runs, and the same entries give the same order in every run.
 */
export class Agenda implements Simulation {
  #nowMs: number;
  #sequence = 0;
  /** A binary heap, earliest entry first. */
  readonly #heap: Entry[] = [];

  constructor(startMs: number) {
    this.#nowMs = startMs;
  }

  nowMs(): number {
    return this.#nowMs;
  }

  /** An entry for a past instant runs now: the clock never goes back. */
  at(timeMs: number, label: string, work: () => void | Promise<void>): () => void {
    const entry = {
      timeMs: Math.max(timeMs, this.#nowMs),
      sequence: this.#sequence++,
      label,
      work,
      cancelled: false,
    };
    this.#push(entry);
    return () => {
      entry.cancelled = true;
    };
  }

  /** Runs every entry up to and including an instant, then sets the clock to it. */
  async runUntil(timeMs: number): Promise<void> {
    for (let entry = this.#heap[0]; entry !== undefined && entry.timeMs <= timeMs; entry = this.#heap[0]) {
      this.#pop();
      if (entry.cancelled) continue;
      this.#nowMs = entry.timeMs;
      await run(entry);
    }
    this.#nowMs = Math.max(this.#nowMs, timeMs);
  }

  #push(entry: Entry): void {
    const heap = this.#heap;
    let index = heap.push(entry) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (before(heap[parent]!, entry)) break;
      heap[index] = heap[parent]!;
      index = parent;
    }
    heap[index] = entry;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child++;
      if (before(last, heap[child]!)) break;
      heap[index] = heap[child]!;
      index = child;
    }
    heap[index] = last;
  }
}

function before(a: Entry, b: Entry): boolean {
  return a.timeMs < b.timeMs || (a.timeMs === b.timeMs && a.sequence < b.sequence);
}

async function run(entry: Entry): Promise<void> {
  try {
    await entry.work();
  } catch (error) {
    throw new AgendaError(entry.label, entry.timeMs, error);
  }
}
