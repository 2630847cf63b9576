import { placedPeople, type Period, PRODUCTION, timeOf } from "./captures.js";
import type { Person } from "./rows.js";
import { seededRandom } from "./seeded-random.js";

/**
 * What became of the people: one file of labels a day, late, repeated and incomplete as labels are. The labels are real; when they
 * come is not, and two things are injected: corrections and, for a week, a change of what inputs mean.
 */

export interface LabelFile {
  readonly key: string;
  readonly body: string;
  readonly labels: number;
  /** When the file lands in the bucket, epoch milliseconds. */
  readonly arrivesAtMs: number;
}

const DAY_MS = 86_400_000;
/** Labels that became known on a day are written the next morning. */
const WRITTEN_MS = 6 * 3_600_000;

/** One in ten is never known; half of the others within half a day, all within three. */
const MISSING = 0.1;
const HALF_KNOWN_MS = DAY_MS / 2;
const LATEST_MS = 3 * DAY_MS;
/** Labels that stand once more, unchanged, in the next file; and those that were wrong at first and are corrected by it. */
const REPEATED = 0.05;
const CORRECTED = 0.01;

/**
 * The injected concept drift: from the sixth to the twelfth day of production seven in ten people aged 55 to 64 whom the model
 * takes for employed have retired early. Nothing of it shows in any input or prediction.
 */
export const RETIREMENT = {
  fromMs: PRODUCTION.startMs + 5 * DAY_MS,
  toMs: PRODUCTION.startMs + 12 * DAY_MS,
  share: 0.7,
  ages: [55, 64],
} as const;

/** People, period and seed of captures: labels are of the same requests. */
export interface Asked {
  readonly people: readonly Person[];
  readonly period: Period;
  readonly seed: number;
}

/** One file a day for all of them, in order of arrival. */
export function labelFiles(asked: readonly Asked[]): LabelFile[] {
  const days = new Map<number, string[]>();
  for (const one of asked) writeLabels(one, days);
  return [...days].sort(([a], [b]) => a - b).map(([day, lines]) => labelFile(day, lines));
}

/** @param days lines by the day of their file */
function writeLabels({ people, period, seed }: Asked, days: Map<number, string[]>): void {
  const random = seededRandom(seed + LABEL_SEED);
  const write = (day: number, { id }: Person, employed: number): void => {
    const lines = days.get(day) ?? [];
    days.set(day, lines);
    lines.push(`${id},${employed}`);
  };
  for (const placed of placedPeople(people, period, seededRandom(seed))) {
    for (const [n, person] of placed.people.entries()) {
      const timeMs = timeOf(placed, n);
      // Always five draws, so that one person's fate changes no other's.
      const [missing, delay, again, wrong, retired] = [random(), random(), random(), random(), random()];
      if (missing < MISSING) continue;
      const knownMs = timeMs + Math.min(LATEST_MS, -Math.log2(1 - delay) * HALF_KNOWN_MS);
      const day = Math.floor(knownMs / DAY_MS) + 1;
      const employed = retires(person, timeMs, retired) ? 0 : person.employed;
      write(day, person, wrong < CORRECTED ? 1 - employed : employed);
      if (wrong < CORRECTED || again < REPEATED) write(day + 1, person, employed);
    }
  }
}

const LABEL_SEED = 2_000;

function retires({ prediction, inputs: [age] }: Person, timeMs: number, draw: number): boolean {
  const [from, to] = RETIREMENT.ages;
  const isOfAge = Number(age) >= from && Number(age) <= to;
  return (
    prediction === 1 && isOfAge && timeMs >= RETIREMENT.fromMs && timeMs < RETIREMENT.toMs && draw < RETIREMENT.share
  );
}

function labelFile(day: number, lines: readonly string[]): LabelFile {
  const date = new Date(day * DAY_MS).toISOString().slice(0, 10);
  return {
    key: `employment-labels/${date}.csv`,
    body: `id,employed\n${lines.join("\n")}\n`,
    labels: lines.length,
    arrivesAtMs: day * DAY_MS + WRITTEN_MS,
  };
}
