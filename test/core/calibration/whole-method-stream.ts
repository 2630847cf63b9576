import type { FeatureCounts } from "../../../src/core/calibration/types.js";

export interface FixtureHour {
  readonly hour: number;
  readonly features: readonly FeatureCounts[];
}

/** Linear congruential generator: s = (1664525 s + 1013904223) mod 2^32, u = s / 2^32. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(1664525, state) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** The same hours as `stream` in fixtures/reference/whole_method.py: three features with absent, empty and odd hours. */
export function fixtureStream(seed: number, first: number, hours: number, shift: number, zone: number): FixtureHour[] {
  const next = generator(seed);
  const out: FixtureHour[] = [];
  for (let i = 0; i < hours; i++) {
    const hour = first + i;
    const u = Array.from({ length: 64 }, next);
    if (u[0]! >= 0.03) out.push({ hour, features: featuresOf(u, (hour + zone) % 24, shift) });
  }
  return out;
}

function featuresOf(u: readonly number[], hourOfDay: number, shift: number): FeatureCounts[] {
  const wave = Math.sin((2 * Math.PI * hourOfDay) / 24);
  const size = u[1]! < 0.02 ? 0 : u[1]! < 0.04 ? 12 : 300 + 200 * wave;
  const move = 0.5 * wave + 0.3 * (u[2]! + u[3]! + u[4]! - 1.5) + shift;
  const noisy = (expected: number, v: number): number =>
    Math.floor(Math.max(0, expected + 1.5 * Math.sqrt(expected) * (v - 0.5) * 3.46 + 0.5));
  const numeric = Array.from({ length: 10 }, (_, b) =>
    noisy((size / 10) * Math.exp((move * (b - 4.5)) / 20), u[5 + b]!),
  );
  const categories = [0.4, 0.3, 0.2, 0.006, 0.004, 0.09].map((weight, b) =>
    noisy(size * weight * Math.exp((move * (b - 2.5)) / 20), u[20 + b]!),
  );
  const allMissing = u[40]! < 0.01;
  const quiet = Array.from({ length: 4 }, (_, b) => (allMissing ? 0 : noisy(size / 4, u[30 + b]!)));
  return [
    { counts: numeric, missing: Math.floor((6 * u[41]! * size) / 300), unseen: 0 },
    { counts: categories, missing: 0, unseen: Math.floor(1.02 * u[42]!) },
    { counts: quiet, missing: Math.floor(1.01 * u[43]!) + (allMissing ? Math.floor(size) : 0), unseen: 0 },
  ];
}
