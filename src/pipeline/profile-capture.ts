import { ConditionFailedError } from "../contracts/errors.js";
import type { ObjectHead } from "../contracts/ports.js";
import type { HourIndex } from "../contracts/verdict.js";
import { emptyProfile, type Profile } from "../core/profile/profile.js";
import { isKept, keptIn } from "../core/spend/sampling.js";
import { profileSeed } from "../core/profile/profile-seed.js";
import { serialiseProfile } from "../core/profile/serialise.js";
import { closeAttempt, inheritance, openAttempt, type OwnAttempts, writeAttempt } from "./capture-attempts.js";
import { type CaptureContent, NOTHING, readCapture } from "./capture-content.js";
import { isCapture } from "./capture-filter.js";
import type { ProfileDeps } from "./deps.js";
import { markDirty } from "./dirty-hours.js";
import { hourOf } from "./hour.js";
import { readEntry, writeEntry, type InventoryEntry, type StoredEntry } from "./inventory.js";
import { ALL_RECORDS, objectKeys, sourceHash } from "./keys.js";
import { writeCaptureRows } from "./labels/stored/capture-rows.js";
import type { ProfilingPlan } from "./profiling-plan.js";

/** How the profiling of one capture ended. */
export type ProfileOutcome =
  | { readonly kind: "profiled"; readonly records: number; readonly rejected: number; readonly hours: number }
  /** This content has been profiled before: a duplicate event. */
  | { readonly kind: "unchanged" }
  | { readonly kind: "unreadable"; readonly reason: string }
  /** Deleted before it could be read. */
  | { readonly kind: "vanished" }
  /** Its partition was written anew without it: what it counted is taken back. */
  | { readonly kind: "replaced" }
  /** One of those that are not profiled because the hub's spend nears its cap; `keep` is the share of those that are. */
  | { readonly kind: "left-out"; readonly keep: number }
  /** The hub's spend is paused: it is found again when work goes on. */
  | { readonly kind: "paused" }
  /** Not a capture of this monitor. */
  | { readonly kind: "ignored" };

/** A capture that is overwritten this often while it is being read is left to the queue. */
const MAX_ROUNDS = 5;

/**
 * Profiles one capture: a pure function of its bytes and the profile version, written so that duplicates, retries,
 * crashes and racing overwrites change no number. In this order: the attempt with every hour that old, unfinished and
 * new content touch; profiles, empty ones for hours that the content no longer has; where labels are configured the
 * predictions' rows in the same hours; dirty marks; a look whether the content is still the same; the inventory; the end
 * of the attempt.
 *
 * @throws ConditionFailedError (retryable) when others keep writing the same capture
 */
export async function profileCapture(
  key: string,
  plan: ProfilingPlan,
  nowMs: number,
  deps: ProfileDeps,
): Promise<ProfileOutcome> {
  if (!isCapture(key, deps.monitor.captures)) return { kind: "ignored" };
  const ours: OwnAttempts = new Map();
  for (let round = 0; round < MAX_ROUNDS; round++) {
    try {
      const outcome = await profileOnce(key, ours, plan, nowMs, deps);
      if (outcome) return outcome;
    } catch (error) {
      if (!(error instanceof ConditionFailedError)) throw error;
      deps.log.info("capture is being written by others, starting again", { key, round });
    }
  }
  throw new ConditionFailedError(`capture ${key}`);
}

/** @returns null when the content changed meanwhile */
async function profileOnce(
  key: string,
  ours: OwnAttempts,
  plan: ProfilingPlan,
  nowMs: number,
  deps: ProfileDeps,
): Promise<ProfileOutcome | null> {
  const { table, store } = deps;
  const monitor = deps.monitor.name;
  const source = sourceHash(deps.captureBucket, key);
  const { rows } = plan;
  const [head, before, attempt, rowsBefore] = await Promise.all([
    deps.captures.head(key),
    readEntry(store, monitor, plan.version, source),
    openAttempt(table, monitor, plan.version, source, nowMs),
    rows && readEntry(store, monitor, rows.version, source),
  ]);
  // Deleting a capture changes no history, unless its partition is one unit that has been written anew without it.
  if (!head && deps.monitor.captures.replaces !== "partition") return { kind: "vanished" };
  if (!attempt && isOf(head, before) && (!rows || isOf(head, rowsBefore))) {
    return { kind: head ? "unchanged" : "vanished" };
  }

  const leftOut = head && (await leftOutShare(head, source, nowMs, deps));
  if (leftOut !== null && !before && !attempt && !rowsBefore) {
    return leaveOut(source, entryOf(deps.captureBucket, key, head, NOTHING, leftOut), leftOut, plan, deps);
  }
  const content = head && leftOut === null ? await readCapture(head, plan, deps) : NOTHING;
  const known = [before, rowsBefore].flatMap((stored) => stored?.entry.hours ?? []);
  const touched = [...new Set([...known, ...(attempt?.hours ?? []), ...content.hours.keys()])];
  const inheritedMs = inheritance(attempt, ours, nowMs);
  const next = { key, hours: touched, openedAtMs: inheritedMs ?? nowMs };
  const revision = await writeAttempt(table, monitor, plan.version, source, next, attempt, nowMs);
  ours.set(revision, inheritedMs);
  await writeProfiles(source, touched, content.hours, plan, deps);
  const entry = entryOf(deps.captureBucket, key, head, content, leftOut);
  if (rows) {
    // Written first: under another profile version nothing else tells in which hours rows may stand.
    await writeEntry(store, monitor, rows.version, source, { ...entry, hours: touched }, rowsBefore);
    await writeCaptureRows(store, monitor, source, rows.version, touched, content.rows);
  }
  await writeRejects(source, key, content, deps);
  await markDirty(table, monitor, touched, nowMs);
  if ((await deps.captures.head(key))?.etag !== head?.etag) return null;

  if (content.reason !== undefined) {
    await deps.deadLetters.send([JSON.stringify({ plumbline: "profile", key, reason: content.reason })]);
  }
  await writeEntry(store, monitor, plan.version, source, entry, before);
  if (inheritedMs === null) await closeAttempt(table, monitor, plan.version, source, revision);
  if (!head) return { kind: "replaced" };
  if (leftOut !== null) return { kind: "left-out", keep: leftOut };
  if (content.reason !== undefined) return { kind: "unreadable", reason: content.reason };
  return { kind: "profiled", records: entry.records, rejected: entry.rejected, hours: content.hours.size };
}

/** The share of the captures that is kept of the hour in which this one landed, where it isn't among them; else null. */
async function leftOutShare(
  { lastModifiedMs }: ObjectHead,
  source: string,
  nowMs: number,
  { standing }: ProfileDeps,
): Promise<number | null> {
  const keep = keptIn((await standing(nowMs))?.sampling ?? [], hourOf(lastModifiedMs));
  return isKept(source, keep) ? null : keep;
}

/** A capture that has never been read: only its inventory entries are written, so that nobody asks for it again. */
async function leaveOut(
  source: string,
  entry: InventoryEntry,
  keep: number,
  { version, rows }: ProfilingPlan,
  { store, monitor }: ProfileDeps,
): Promise<ProfileOutcome> {
  if (rows) await writeEntry(store, monitor.name, rows.version, source, entry, null);
  await writeEntry(store, monitor.name, version, source, entry, null);
  return { kind: "left-out", keep };
}

/** True when this is the content that the entry knows. */
function isOf(head: ObjectHead | null, stored: StoredEntry | null): boolean {
  return (stored?.entry.etag ?? null) === (head?.etag ?? null);
}

async function writeProfiles(
  source: string,
  touched: readonly HourIndex[],
  hours: ReadonlyMap<HourIndex, Profile>,
  plan: ProfilingPlan,
  deps: ProfileDeps,
): Promise<void> {
  for (const hour of touched) {
    const profile = hours.get(hour) ?? emptyProfile(profileSeed(source, hour), plan.binsId);
    const key = objectKeys.profile(deps.monitor.name, ALL_RECORDS, hour, source, plan.version);
    await deps.store.put(key, serialiseProfile(profile));
  }
}

/** Reasons and positions of what was rejected, never its values. */
async function writeRejects(source: string, key: string, content: CaptureContent, deps: ProfileDeps): Promise<void> {
  if (content.rejects.total === 0 && content.reason === undefined) return;
  const { rejects, reason = null } = content;
  const bytes = new TextEncoder().encode(JSON.stringify({ key, unreadable: reason, ...rejects }));
  await deps.store.put(objectKeys.rejects(deps.monitor.name, source), bytes, { contentType: "application/json" });
}

function entryOf(
  bucket: string,
  key: string,
  head: ObjectHead | null,
  content: CaptureContent,
  leftOut: number | null,
): InventoryEntry {
  const profiles = [...content.hours.values()];
  return {
    bucket,
    key,
    etag: head?.etag ?? null,
    records: profiles.reduce((sum, profile) => sum + profile.records, 0),
    rejected: content.rejects.total,
    hours: [...content.hours.keys()].sort((a, b) => a - b),
    unreadable: content.reason ?? null,
    leftOut,
  };
}
