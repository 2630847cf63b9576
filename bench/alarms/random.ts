import { logGamma } from "../../src/core/probability/log-gamma.js";

/** Seeded random numbers: the same seed gives the same worlds on every machine. */
export interface Random {
  /** Uniform in (0, 1). */
  uniform(): number;
  normal(): number;
  poisson(mean: number): number;
  binomial(trials: number, probability: number): number;
  /** Whole number in [0, below). */
  below(limit: number): number;
}

/** sfc32, a small fast counting generator by Chris Doty-Humphrey (public domain), seeded through splitmix32. */
function uniformSource(seed: number): () => number {
  let mixed = seed >>> 0;
  const mix = (): number => {
    mixed = (mixed + 0x9e3779b9) >>> 0;
    let value = mixed ^ (mixed >>> 16);
    value = Math.imul(value, 0x21f0aaad);
    value ^= value >>> 15;
    value = Math.imul(value, 0x735a2d97);
    return (value ^ (value >>> 15)) >>> 0;
  };
  let [a, b, c, counter] = [mix(), mix(), mix(), 1];
  const next = (): number => {
    const result = (((a + b) >>> 0) + counter) >>> 0;
    counter = (counter + 1) >>> 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) >>> 0;
    c = (((c << 21) | (c >>> 11)) + result) >>> 0;
    return result;
  };
  for (let i = 0; i < 12; i++) next();
  return () => (next() + 0.5) / 4294967296;
}

export function seededRandom(seed: number): Random {
  const uniform = uniformSource(seed);
  let spare: number | null = null;
  const normal = (): number => {
    if (spare !== null) {
      const value = spare;
      spare = null;
      return value;
    }
    const radius = Math.sqrt(-2 * Math.log(uniform()));
    const angle = 2 * Math.PI * uniform();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
  return {
    uniform,
    normal,
    poisson: (mean) => (mean < 10 ? poissonByProducts(uniform, mean) : poissonByRejection(uniform, mean)),
    binomial: (trials, probability) => binomial(uniform, trials, probability),
    below: (limit) => Math.floor(uniform() * limit),
  };
}

const logFactorials = new Float64Array(20_000);
for (let k = 1; k < logFactorials.length; k++) logFactorials[k] = logFactorials[k - 1]! + Math.log(k);
const logFactorial = (k: number): number => (k < logFactorials.length ? logFactorials[k]! : logGamma(k + 1));

function poissonByProducts(uniform: () => number, mean: number): number {
  const limit = Math.exp(-mean);
  let k = 0;
  for (let product = uniform(); product > limit; product *= uniform()) k++;
  return k;
}

/** W. Hormann (1993), the transformed rejection method for generating Poisson random variables (PTRS). */
function poissonByRejection(uniform: () => number, mean: number): number {
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  for (;;) {
    const u = uniform() - 0.5;
    const v = uniform();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + mean + 0.43);
    if (us >= 0.07 && v <= 0.9277 - 3.6224 / (b - 2)) return k;
    if (k < 0 || (us < 0.013 && v > us)) continue;
    const bound = -mean + k * Math.log(mean) - logFactorial(k);
    if (Math.log((v * inverseAlpha) / (a / (us * us) + b)) <= bound) return k;
  }
}

function binomial(uniform: () => number, trials: number, probability: number): number {
  if (trials <= 0 || probability <= 0) return 0;
  if (probability >= 1) return trials;
  if (probability > 0.5) return trials - binomial(uniform, trials, 1 - probability);
  return trials * probability < 10
    ? binomialByInversion(uniform, trials, probability)
    : binomialByRejection(uniform, trials, probability);
}

function binomialByInversion(uniform: () => number, trials: number, probability: number): number {
  const odds = probability / (1 - probability);
  let mass = (1 - probability) ** trials;
  let left = uniform();
  let k = 0;
  while (left > mass && k < trials) {
    left -= mass;
    mass *= (odds * (trials - k)) / (k + 1);
    k++;
  }
  return k;
}

/** W. Hormann (1993), the generation of binomial random variates (BTRS). */
function binomialByRejection(uniform: () => number, trials: number, probability: number): number {
  const spread = Math.sqrt(trials * probability * (1 - probability));
  const b = 1.15 + 2.53 * spread;
  const a = -0.0873 + 0.0248 * b + 0.01 * probability;
  const centre = trials * probability + 0.5;
  const alpha = (2.83 + 5.1 / b) * spread;
  const logOdds = Math.log(probability / (1 - probability));
  const mode = Math.floor((trials + 1) * probability);
  const height = logFactorial(mode) + logFactorial(trials - mode);
  for (;;) {
    const u = uniform() - 0.5;
    const v = uniform();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + centre);
    if (k < 0 || k > trials) continue;
    if (us >= 0.07 && v <= 0.92 - 4.2 / b) return k;
    const bound = height - logFactorial(k) - logFactorial(trials - k) + (k - mode) * logOdds;
    if (Math.log((v * alpha) / (a / (us * us) + b)) <= bound) return k;
  }
}
