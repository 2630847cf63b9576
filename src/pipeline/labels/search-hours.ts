import type { ObjectHead } from "../../contracts/ports.js";
import type { HourIndex } from "../../contracts/verdict.js";
import type { KeyedRows } from "../../core/labels/keyed-rows.js";
import { PREDICTED_AT } from "../../core/labels/read-labels.js";
import type { LabelDeps } from "../deps.js";
import { DAY_MS, hourFromKey, hourOf } from "../hour.js";
import { labelKeys } from "../keys.js";
import { askedIn, matchesAmong, mayMatch } from "./hour-matches.js";
import { readJoinFilter } from "./stored/join-filter.js";
import { readJoinRows } from "./stored/join-rows.js";

/** Labels whose predictions were found in an hour. */
export interface FoundLabels {
  readonly hour: HourIndex;
  /** Rows of the labels, ascending. */
  readonly positions: Uint32Array;
}

const FILTERS_AT_ONCE = 8;

/**
 * Finds the hours in which the predictions of labels were made, oldest first: of the hours compacted so far from `waitDays` before the labels arrived,
 * those whose filter says that they may hold one are read. An id that was predicted in several hours is found in each of them.
 */
export async function searchHours(
  labels: KeyedRows,
  arrivedMs: number,
  deps: LabelDeps,
): Promise<readonly FoundLabels[]> {
  const { store, monitor } = deps;
  const from = hourOf(arrivedMs - monitor.labels!.waitDays * DAY_MS);
  const named = namedHours(labels);
  const prefix = labelKeys.joinRows(monitor.name);
  const found: FoundLabels[] = [];
  let compacted: ObjectHead[] = [];
  const searchCompacted = async (): Promise<void> => {
    const hours = await Promise.all(compacted.map((object) => mayHoldAny(object, labels, deps)));
    // Join rows may be large: one hour's at a time.
    for (const hour of hours.filter((candidate) => candidate !== null))
      found.push(...(await searchHour(hour, labels, deps)));
    compacted = [];
  };
  for await (const object of store.list(prefix, labelKeys.joinRows(monitor.name, from - 1))) {
    if (named && !named.has(hourFromKey(object.key.slice(prefix.length)))) continue;
    compacted.push(object);
    if (compacted.length === FILTERS_AT_ONCE) await searchCompacted();
  }
  await searchCompacted();
  return found;
}

/** The hours that the labels name; null where one names none, so that all are to be searched. */
function namedHours({ columns }: KeyedRows): ReadonlySet<HourIndex> | null {
  const times = columns[PREDICTED_AT];
  return times === undefined || times.some(Number.isNaN) ? null : new Set(Array.from(times, hourOf));
}

/** The hour of these join rows where it may hold a prediction of the labels, else null. */
async function mayHoldAny(joinRows: ObjectHead, labels: KeyedRows, deps: LabelDeps): Promise<HourIndex | null> {
  const hour = hourFromKey(joinRows.key.slice(joinRows.key.lastIndexOf("/") + 1));
  const asked = askedIn(hour, labels);
  if (asked.ids.rows === 0) return null;
  const filter = await readJoinFilter(hour, deps);
  // While an hour is being compacted its filter is that of other rows, or not there yet.
  return filter?.joinRows === joinRows.etag && !mayMatch(filter.filter, asked) ? null : hour;
}

async function searchHour(hour: HourIndex, labels: KeyedRows, deps: LabelDeps): Promise<FoundLabels[]> {
  const stored = await readJoinRows(hour, deps);
  const positions = stored ? matchesAmong(stored.rows.keyed, askedIn(hour, labels)) : new Uint32Array(0);
  return positions.length > 0 ? [{ hour, positions }] : [];
}
