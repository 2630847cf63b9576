import type { HourIndex } from "../contracts/verdict.js";
import { LeftOutCategories, type LeftOutRows, referenceBlocks } from "../core/baseline/left-out-categories.js";
import { createProfileMerger } from "../core/profile/merge.js";
import type { Profile } from "../core/profile/profile.js";
import type { MaintenanceDeps } from "./deps.js";
import { DAY_MS, hourFromKey, hourOf, startMsOf } from "./hour.js";
import { ALL_RECORDS } from "./keys.js";
import type { ProfilingPlan } from "./profiling-plan.js";
import { reconcile } from "./reconcile.js";
import { addProfiles, listWindow } from "./window-profiles.js";
import { windowOf } from "./windows.js";

export interface ReferencePeriod {
  readonly fromMs: number;
  readonly toMs: number;
}

/** The period that a reference of captures covers; null while a live one has seen no capture yet. */
export async function referencePeriod(deps: MaintenanceDeps): Promise<ReferencePeriod | null> {
  const { reference } = deps.monitor;
  if (reference.kind === "captures") return reference.period;
  if (reference.kind === "table") return null;
  const first = await firstProfiledHour(deps);
  return first === null ? null : { fromMs: startMsOf(first), toMs: startMsOf(first) + reference.days * DAY_MS };
}

async function firstProfiledHour({ store, monitor }: MaintenanceDeps): Promise<HourIndex | null> {
  const prefix = `profiles/${monitor.name}/${ALL_RECORDS}/`;
  for await (const { key } of store.list(prefix)) return hourFromKey(key.slice(prefix.length).split("/")[0]!);
  return null;
}

/** Captures of the period's last hour may land this much later. */
const LATE_MS = DAY_MS;

/** Queues what has not been profiled for learning yet. @returns how many captures that were */
export async function queueUnlearned(
  period: ReferencePeriod,
  plan: ProfilingPlan,
  nowMs: number,
  deps: MaintenanceDeps,
): Promise<number> {
  const arrived = { fromMs: period.fromMs, toMs: Math.min(nowMs, period.toMs + LATE_MS) };
  return (await reconcile(plan, arrived, nowMs, deps)).queued;
}

export interface LearnedProfile {
  readonly profile: Profile;
  /** Hours with records. */
  readonly hours: number;
  /** Rows per window whose category only one week of the period has, by column. */
  readonly leftOut: ReadonlyMap<string, LeftOutRows>;
}

/** All learning profiles of the period as one, merged in the order of hours and keys. */
export async function mergePeriod(
  period: ReferencePeriod,
  plan: ProfilingPlan,
  { store, monitor }: MaintenanceDeps,
): Promise<LearnedProfile> {
  const merger = createProfileMerger();
  const [first, end] = [hourOf(period.fromMs), hourOf(period.toMs)];
  const leftOut = new LeftOutCategories(referenceBlocks(first, (end - first) / 24));
  let hours = 0;
  for (let hour = first; hour < end; hour++) {
    const listing = await listWindow(store, monitor.name, { first: hour, end: hour + 1 }, plan.version);
    // An hour that is being written again right now is left out; there are hundreds.
    const hourly = createProfileMerger();
    if (!(await addProfiles(store, listing.objects, hourly))) continue;
    const profile = hourly.finish();
    if (profile.records === 0) continue;
    merger.add(profile);
    leftOut.add(windowOf(hour, monitor.window).first, profile);
    hours++;
  }
  return { profile: merger.finish(), hours, leftOut: leftOut.rows() };
}
