import { naiveCaptures, naiveCsv, naiveJsonLines, type NaiveColumns } from "../decode/naive.js";
import type { Found } from "./contest.js";

/** What anyone would compute first: exact quantiles by sorting, distinct values by a Set, frequent ones by a Map. */
interface NaiveSummary {
  readonly missing: number;
  readonly mean: number;
  readonly sd: number;
  readonly quantiles: readonly number[];
  readonly distinct: number;
  readonly top: readonly (readonly [unknown, number])[];
}

type NaiveReader = typeof naiveCaptures;

export const naiveCaptureProfile = (path: string, columns: readonly string[]): Promise<Found> =>
  naiveProfile(naiveCaptures, path, columns);
export const naiveJsonProfile = (path: string, columns: readonly string[]): Promise<Found> =>
  naiveProfile(naiveJsonLines, path, columns);
export const naiveCsvProfile = (path: string, columns: readonly string[]): Promise<Found> =>
  naiveProfile(naiveCsv, path, columns);

async function naiveProfile(read: NaiveReader, path: string, columns: readonly string[]): Promise<Found> {
  const values = await read(path);
  const summaries = new Map([...values].map(([name, column]) => [name, summaryOf(column)]));
  return {
    rows: values.get(columns[0]!)?.length ?? 0,
    means: columns.map((name) => summaries.get(name)?.mean ?? NaN),
  };
}

function summaryOf(values: NonNullable<ReturnType<NaiveColumns["get"]>>): NaiveSummary {
  const numbers = values.filter((value) => typeof value === "number").sort((a, b) => a - b);
  const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  const squares = numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const counts = new Map<unknown, number>();
  if (numbers.length === 0) for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return {
    missing: values.filter((value) => value === null).length,
    mean,
    sd: Math.sqrt(squares / (numbers.length - 1)),
    quantiles: [0.05, 0.25, 0.5, 0.75, 0.95].map((rank) => numbers[Math.floor(rank * numbers.length)] ?? NaN),
    distinct: new Set(values).size,
    top: [...counts].sort(([, a], [, b]) => b - a).slice(0, 10),
  };
}
