import type { ObjectStore } from "../contracts/ports.js";
import type { HourIndex } from "../contracts/verdict.js";
import { hourFromKey, hourKey } from "./hour.js";
import { objectKeys } from "./keys.js";

/** What is known of a capture under one profile version: which content has been profiled, and into which hours. */
export interface InventoryEntry {
  readonly bucket: string;
  readonly key: string;
  /** ETag of the content that was profiled; null once the capture's partition has been written anew without it. */
  readonly etag: string | null;
  readonly records: number;
  readonly rejected: number;
  readonly hours: readonly HourIndex[];
  /** Why the capture can't be read at all; null where it can. */
  readonly unreadable: string | null;
  /**
   * Share of the captures that was profiled in the hour in which this one landed, where it is one of those that were left out;
   * null where it was read.
   */
  readonly leftOut: number | null;
}

export interface StoredEntry {
  readonly entry: InventoryEntry;
  /** ETag of the inventory object, for conditional writes. */
  readonly revision: string;
}

interface EntryJson extends Omit<InventoryEntry, "hours" | "leftOut"> {
  readonly hours: readonly string[];
  readonly leftOut?: number | null;
}

export async function readEntry(
  store: ObjectStore,
  monitor: string,
  profileVersion: string,
  source: string,
): Promise<StoredEntry | null> {
  const object = await store.get(objectKeys.inventory(monitor, profileVersion, source));
  if (!object) return null;
  const json = JSON.parse(new TextDecoder().decode(object.bytes)) as EntryJson;
  // Entries of earlier versions leave none out.
  const entry = { ...json, leftOut: json.leftOut ?? null, hours: json.hours.map(hourFromKey) };
  return { entry, revision: object.etag };
}

/** Keys of the captures in this key's partition that have been profiled and are still counted. */
export async function* countedInPartition(
  store: ObjectStore,
  monitor: string,
  profileVersion: string,
  partition: string,
): AsyncIterable<string> {
  const prefix = objectKeys.inventory(monitor, profileVersion);
  for await (const { key } of store.list(prefix + partition)) {
    const stored = await readEntry(store, monitor, profileVersion, key.slice(prefix.length));
    if (stored && stored.entry.etag !== null) yield stored.entry.key;
  }
}

/** @throws ConditionFailedError when the entry has been changed since `before` was read */
export async function writeEntry(
  store: ObjectStore,
  monitor: string,
  profileVersion: string,
  source: string,
  entry: InventoryEntry,
  before: StoredEntry | null,
): Promise<void> {
  const json: EntryJson = { ...entry, hours: entry.hours.map(hourKey) };
  await store.put(
    objectKeys.inventory(monitor, profileVersion, source),
    new TextEncoder().encode(JSON.stringify(json)),
    { contentType: "application/json", expect: before ? { etag: before.revision } : "absent" },
  );
}
