import type { Simulation } from "./contracts.js";

/** A delivery that AWS would have refused (no Allow in a policy) or could not have made (no such target). */
export interface RefusedDelivery {
  readonly timeMs: number;
  /** ARN of the rule, schedule, topic or alarm that wanted to deliver, or the publishing service principal. */
  readonly from: string;
  readonly to: string;
  readonly reason: string;
}

/** The deliveries that went nowhere, in order. On AWS these fail silently, so tests look here. */
export class Refusals {
  readonly #simulation: Simulation;
  readonly #list: RefusedDelivery[] = [];

  constructor(simulation: Simulation) {
    this.#simulation = simulation;
  }

  add(from: string, to: string, reason: string): void {
    this.#list.push({ timeMs: this.#simulation.nowMs(), from, to, reason });
  }

  list(): readonly RefusedDelivery[] {
    return this.#list;
  }
}
