import { createHash } from "node:crypto";
import type { HourIndex } from "../../contracts/verdict.js";

/** Seed of the profile of one source, and hour where it has one: 16 hexadecimal digits. */
export function profileSeed(sourceKey: string, hour?: HourIndex): string {
  return digits(hour === undefined ? sourceKey : `${sourceKey}\n${hour}`);
}

/** Seed of a merged profile: depends on every part and their order. */
export function mergedSeed(before: string, next: string): string {
  return digits(`${before}\n${next}`);
}

/** 32 bits of a seed, for the coins of sketches. */
export function seedWord(seed: string): number {
  return Number.parseInt(seed.slice(-8), 16) | 0;
}

function digits(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
