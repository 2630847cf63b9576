import type { HourIndex } from "../contracts/verdict.js";

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

export const hourOf = (epochMs: number): HourIndex => Math.floor(epochMs / HOUR_MS);
export const startMsOf = (hour: HourIndex): number => hour * HOUR_MS;

/** `2026-01-05T13`: sorts like time and reads in a console. */
export function hourKey(hour: HourIndex): string {
  return new Date(hour * HOUR_MS).toISOString().slice(0, 13);
}

export function hourFromKey(key: string): HourIndex {
  return hourOf(Date.parse(`${key}:00:00Z`));
}
