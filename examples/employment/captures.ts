import { createHash } from "node:crypto";
import { FEATURES, type Person } from "./rows.js";
import { seededRandom, shuffled } from "./seeded-random.js";

/**
 * SageMaker data capture made of the survey's people. The people, the predictions and the labels are real; the hours
 * are not: the survey knows years only, so people are shuffled within their period and spread over its hours with a
 * daily rhythm.
 */

export interface CaptureObject {
  readonly key: string;
  readonly body: string;
  readonly records: number;
  /** When the object lands in the bucket, epoch milliseconds. */
  readonly arrivesAtMs: number;
}

export interface Period {
  readonly startMs: number;
  readonly days: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * Four weeks of the people of 2015, then four weeks of those of 2016 to 2018. Between these years the answers themselves moved a
 * little: ANC (a single ancestry: 52 % -> 46 %) most, SCHL and AGEP less. What opens on ANC is a real change.
 */
export const REFERENCE: Period = { startMs: Date.UTC(2026, 0, 5), days: 28 };
export const PRODUCTION: Period = { startMs: Date.UTC(2026, 1, 2), days: 28 };

/** The injected incident: after 20 full days of production, an upstream change sends ages in months for 30 % of people. */
export const INCIDENT = { onsetMs: PRODUCTION.startMs + 20 * DAY_MS, share: 0.3, feature: "AGEP" } as const;

/**
 * Injected before it, after 10 full days: for half of the people the level of schooling arrives three levels too low, as after a
 * change of the code list. On average that is 1.5 levels, a quarter of the standard deviation of 6.2.
 */
export const SHIFT = { onsetMs: PRODUCTION.startMs + 10 * DAY_MS, share: 0.5, levels: 3, feature: "SCHL" } as const;

const RECORDS_PER_OBJECT = 130;
const MAX_OBJECTS_PER_HOUR = 4;
const SHIFT_SEED = 1_000;
/** A capture lands a minute after its last record. */
const DELIVERY_MS = 60_000;

/** People whose requests one object holds, and when each was made. */
export interface PlacedPeople {
  readonly people: readonly Person[];
  readonly fromMs: number;
  readonly spanMs: number;
}

/** Everybody at a time of the period, in order of time: one to four groups an hour. */
export function* placedPeople(people: readonly Person[], period: Period, random: () => number): Iterable<PlacedPeople> {
  const order = shuffled(people, random);
  const counts = recordsPerHour(people.length, period.days * 24);
  let next = 0;
  for (const [hour, count] of counts.entries()) {
    const objects = Math.min(MAX_OBJECTS_PER_HOUR, Math.max(1, Math.round(count / RECORDS_PER_OBJECT)));
    for (let part = 0; part < objects; part++) {
      const size = Math.floor((count * (part + 1)) / objects) - Math.floor((count * part) / objects);
      const fromMs = period.startMs + hour * HOUR_MS + (part * HOUR_MS) / objects;
      yield { people: order.slice(next, next + size), fromMs, spanMs: HOUR_MS / objects };
      next += size;
    }
  }
}

/** When the n-th of a group's people asked. */
export const timeOf = ({ people, fromMs, spanMs }: PlacedPeople, n: number): number =>
  Math.floor(fromMs + (spanMs * n) / people.length);

/** Objects in order of arrival. The same people, period and seed give the same bytes. */
export function* captureObjects(people: readonly Person[], period: Period, seed: number): Iterable<CaptureObject> {
  const random = seededRandom(seed);
  const draws = { months: random, lower: seededRandom(seed + SHIFT_SEED) };
  for (const placed of placedPeople(people, period, random)) yield captureObject(placed, draws);
}

/** All people spread over the hours: three times as many in the afternoon as before dawn. */
function recordsPerHour(people: number, hours: number): number[] {
  const weights = Array.from({ length: hours }, (_, hour) => 1 + 0.5 * Math.sin((2 * Math.PI * (hour - 9)) / 24));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let seen = 0;
  return weights.map((weight) => {
    const before = Math.round((people * seen) / total);
    seen += weight;
    return Math.round((people * seen) / total) - before;
  });
}

/** Where chance decides, one stream each. */
interface Draws {
  readonly months: () => number;
  readonly lower: () => number;
}

function captureObject(placed: PlacedPeople, draws: Draws): CaptureObject {
  const { people, fromMs, spanMs } = placed;
  const lines = people.map((person, n) => {
    const timeMs = timeOf(placed, n);
    return captureLine(person, timeMs, faultsAt(timeMs, draws));
  });
  const at = new Date(fromMs);
  const folder = at.toISOString().slice(0, 13).replace(/[-T]/g, "/");
  const name = `${at.toISOString().slice(14, 23).replace(/[:.]/g, "-")}-${uuidOf(`${fromMs}`)}`;
  return {
    key: `employment/AllTraffic/${folder}/${name}.jsonl`,
    body: `${lines.join("\n")}\n`,
    records: people.length,
    arrivesAtMs: fromMs + spanMs + DELIVERY_MS,
  };
}

/** What the injected faults do to one person's inputs, by feature. */
type Faults = Readonly<Partial<Record<string, (value: number) => number>>>;

/** Always draws, so that one fault changes no other number of the example. */
function faultsAt(timeMs: number, { months, lower }: Draws): Faults {
  const [inMonths, isLower] = [months() < INCIDENT.share, lower() < SHIFT.share];
  return {
    ...(inMonths && timeMs >= INCIDENT.onsetMs && { [INCIDENT.feature]: (years) => years * 12 }),
    ...(isLower && timeMs >= SHIFT.onsetMs && { [SHIFT.feature]: (level) => Math.max(0, level - SHIFT.levels) }),
  };
}

function captureLine(person: Person, timeMs: number, faults: Faults): string {
  const inputs = person.inputs.map((value, index) => faults[FEATURES[index]!]?.(Number(value)) ?? value);
  return JSON.stringify({
    captureData: {
      endpointInput: { observedContentType: "text/csv", mode: "INPUT", data: inputs.join(","), encoding: "CSV" },
      endpointOutput: {
        observedContentType: "text/csv; charset=utf-8",
        mode: "OUTPUT",
        data: `${person.prediction},${person.probability}\n`,
        encoding: "CSV",
      },
    },
    eventMetadata: {
      eventId: uuidOf(`event ${person.id}`),
      inferenceId: String(person.id),
      inferenceTime: `${new Date(timeMs).toISOString().slice(0, 19)}Z`,
    },
    eventVersion: "0",
  });
}

function uuidOf(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
