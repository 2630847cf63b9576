import { regularizedGammaP } from "../../src/core/probability/regularized-gamma.js";

/** A rate of events with its exact 95 % Poisson bounds (Garwood), per unit of exposure. */
export interface RateWithBounds {
  readonly rate: number;
  readonly lower: number;
  readonly upper: number;
}

export function poissonRate(events: number, exposure: number): RateWithBounds {
  return {
    rate: events / exposure,
    lower: events === 0 ? 0 : gammaQuantile(0.025, events) / exposure,
    upper: gammaQuantile(0.975, events + 1) / exposure,
  };
}

function gammaQuantile(share: number, shape: number): number {
  let low = 0;
  let high = shape + 20 * Math.sqrt(shape) + 20;
  for (let step = 0; step < 100; step++) {
    const middle = (low + high) / 2;
    if (regularizedGammaP(shape, middle) < share) low = middle;
    else high = middle;
  }
  return high;
}
