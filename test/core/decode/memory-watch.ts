import { expect } from "vitest";

/** Resident memory that comes and goes with garbage collection. */
const SLACK_BYTES = 96 * 1024 * 1024;
/** Fewer inputs say nothing: the heap is still finding its size. */
const LEAST_INPUTS = 5_000;

/** Counts inputs, and sees that memory doesn't grow with them. */
export class MemoryWatch {
  inputs = 0;
  private readonly expected: number;
  private readonly startedMs = performance.now();
  private settledBytes = 0;

  /** @param expected how many inputs will come */
  constructor(expected: number) {
    this.expected = expected;
  }

  count(): void {
    this.inputs++;
    // A third of the way, caches and compiled code are what they will be.
    if (this.inputs === Math.floor(this.expected / 3)) this.settledBytes = process.memoryUsage.rss();
  }

  /** To be called behind the last input. */
  end(what: string): void {
    if (this.inputs < LEAST_INPUTS) return;
    const bytes = process.memoryUsage.rss();
    const seconds = Math.round((performance.now() - this.startedMs) / 1_000);
    const [before, after] = [this.settledBytes, bytes].map((size) => Math.round(size / 1e6));
    console.log(
      `${what}: ${this.inputs} inputs in ${seconds} s, resident ${before!} MB after a third, ${after!} MB at the end`,
    );
    expect(bytes).toBeLessThan(1.25 * this.settledBytes + SLACK_BYTES);
  }
}
