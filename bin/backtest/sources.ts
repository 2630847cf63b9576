import { resolve } from "node:path";
import type { ByteSource } from "../../src/contracts/decoding.js";
import { sampleSource } from "../inspect/sample-source.js";

/** Files of both sides, each once, and what is odd about the choice. */
export interface BacktestSources {
  readonly reference: readonly ByteSource[];
  readonly production: readonly ByteSource[];
  readonly notes: readonly string[];
}

/** @throws UnreadableSourceError for a file that isn't there */
export async function backtestSources(
  reference: readonly string[],
  production: readonly string[],
): Promise<BacktestSources> {
  const [once, alsoOnce] = [distinct(reference), distinct(production)];
  const both = once.filter((place) => alsoOnce.some((other) => identity(other) === identity(place)));
  return {
    reference: await Promise.all(once.map(sampleSource)),
    production: await Promise.all(alsoOnce.map(sampleSource)),
    notes: [
      ...repeated("reference", reference.length - once.length),
      ...repeated("production", production.length - alsoOnce.length),
      ...both.map((place) => `${place} is reference and production: a log can't differ from itself`),
    ],
  };
}

function repeated(side: string, times: number): string[] {
  return times === 0 ? [] : [`${side}: files were named ${times === 1 ? "twice" : "more than once"} and are read once`];
}

function distinct(places: readonly string[]): string[] {
  const seen = new Map<string, string>();
  for (const place of places) if (!seen.has(identity(place))) seen.set(identity(place), place);
  return [...seen.values()];
}

const identity = (place: string): string => (place.startsWith("s3:") ? place : resolve(place));
