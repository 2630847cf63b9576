import { createHash } from "node:crypto";
import type { ObjectHead, ObjectStore } from "../contracts/ports.js";
import type { HourIndex } from "../contracts/verdict.js";
import { createProfileMerger, type ProfileMerger } from "../core/profile/merge.js";
import type { Profile } from "../core/profile/profile.js";
import { parseProfile, serialiseProfile } from "../core/profile/serialise.js";
import { ALL_RECORDS, objectKeys, parseProfileKey } from "./keys.js";
import type { WindowSpan } from "./windows.js";

/** The profiles that a window is made of, as listed at one moment. */
export interface WindowListing {
  /** Profiles of the version asked for. */
  readonly objects: readonly ObjectHead[];
  /** Captures that have a profile of another version only: not yet profiled anew, or gone. */
  readonly otherVersionOnly: number;
  /** Hash of the listed (key, ETag) pairs: the same listing makes the same window. */
  readonly fingerprint: string;
}

export async function listWindow(
  store: ObjectStore,
  monitor: string,
  span: WindowSpan,
  profileVersion: string,
): Promise<WindowListing> {
  const objects: ObjectHead[] = [];
  const sources = new Set<string>();
  const others = new Set<string>();
  for (let hour = span.first; hour < span.end; hour++) {
    for await (const object of store.list(objectKeys.profilesOfHour(monitor, ALL_RECORDS, hour))) {
      const parsed = parseProfileKey(object.key);
      if (parsed.profileVersion === profileVersion) {
        objects.push(object);
        sources.add(parsed.source);
      } else others.add(parsed.source);
    }
  }
  const hash = createHash("sha256");
  for (const { key, etag } of objects) hash.update(`${key}\n${etag}\n`);
  return {
    objects,
    otherVersionOnly: [...others].filter((source) => !sources.has(source)).length,
    fingerprint: hash.digest("hex").slice(0, 32),
  };
}

/**
 * The window's profile: read back when the same listing has been merged before, else merged and kept. Null where a
 * listed profile has been overwritten meanwhile; the hour has been marked again by whoever wrote it.
 */
export async function mergedWindow(
  store: ObjectStore,
  monitor: string,
  first: HourIndex,
  listing: WindowListing,
): Promise<Profile | null> {
  const key = objectKeys.window(monitor, first, listing.fingerprint);
  const kept = await store.get(key);
  if (kept) return parseProfile(kept.bytes);
  const merger = createProfileMerger();
  if (!(await addProfiles(store, listing.objects, merger))) return null;
  const merged = merger.finish();
  await store.put(key, serialiseProfile(merged));
  return merged;
}

const READS_AT_ONCE = 16;

/**
 * Adds profiles in the order of their listing, a few in memory at a time.
 *
 * @returns false where one has been overwritten since it was listed; what was added is then of no use
 */
export async function addProfiles(
  store: ObjectStore,
  objects: readonly ObjectHead[],
  merger: ProfileMerger,
): Promise<boolean> {
  for (let at = 0; at < objects.length; at += READS_AT_ONCE) {
    const batch = objects.slice(at, at + READS_AT_ONCE);
    const read = await Promise.all(batch.map(({ key }) => store.get(key)));
    for (const [index, object] of read.entries()) {
      if (object?.etag !== batch[index]!.etag) return false;
      merger.add(parseProfile(object.bytes));
    }
  }
  return true;
}
