import type { ByteSource } from "../contracts/decoding.js";
import { UnreadableSourceError } from "../contracts/errors.js";
import type { ObjectHead } from "../contracts/ports.js";
import type { Rejects } from "../contracts/records.js";
import type { HourIndex } from "../contracts/verdict.js";
import { openCapture } from "../core/decode/open-capture.js";
import { createRejectLog } from "../core/decode/reject-log.js";
import type { PredictionRows } from "../core/labels/read-predictions.js";
import { profileSeed } from "../core/profile/profile-seed.js";
import { emptyProfile, NO_REJECTS, type Profile } from "../core/profile/profile.js";
import { createProfiler } from "../core/profile/profiler.js";
import type { ProfileDeps } from "./deps.js";
import { hourOf } from "./hour.js";
import { requireReadableSize } from "./largest-capture.js";
import type { ProfilingPlan } from "./profiling-plan.js";

/** What one reading of a capture gives. */
export interface CaptureContent {
  readonly hours: ReadonlyMap<HourIndex, Profile>;
  /** Predictions that wait for labels; none where no labels are configured. */
  readonly rows: ReadonlyMap<HourIndex, PredictionRows>;
  readonly rejects: Rejects;
  /** Why the capture can't be read at all; nothing of it is counted then. */
  readonly reason?: string;
}

export const NOTHING: CaptureContent = { hours: new Map(), rows: new Map(), rejects: NO_REJECTS };

/** Reads the version of a capture that `head` names, once for profiles and predictions. @throws ConditionFailedError when it has been replaced */
export async function readCapture(head: ObjectHead, plan: ProfilingPlan, deps: ProfileDeps): Promise<CaptureContent> {
  const rejects = createRejectLog();
  const source: ByteSource = {
    name: head.key,
    sizeBytes: head.sizeBytes,
    stream: () => deps.captures.stream(head.key, head.etag),
    read: (start, end) => deps.captures.getRange(head.key, start, end, head.etag),
  };
  try {
    const options = plan.optionsFor(head);
    const profiler = createProfiler(options, rejects);
    const predictions = plan.rows?.readerFor(options.time);
    const { format } = deps.monitor.captures;
    requireReadableSize(head, format);
    for await (const batch of openCapture(source, format, plan.layout.options, rejects)) {
      const eventHours = profiler.add(batch);
      predictions?.add(batch, eventHours);
    }
    const hours = withRejects(profiler.finish(), rejects.summary(), head, plan);
    return { hours, rows: predictions?.finish() ?? new Map(), rejects: rejects.summary() };
  } catch (error) {
    if (!(error instanceof UnreadableSourceError)) throw error;
    return { ...NOTHING, reason: error.message };
  }
}

/** Rejected records are carried by the capture's first hour; where it has no other record, by the hour of its arrival. */
function withRejects(
  hours: ReadonlyMap<HourIndex, Profile>,
  rejects: Rejects,
  head: ObjectHead,
  plan: ProfilingPlan,
): ReadonlyMap<HourIndex, Profile> {
  if (rejects.total === 0 || hours.size > 0) return hours;
  const hour = hourOf(head.lastModifiedMs);
  return new Map([[hour, { ...emptyProfile(profileSeed(head.key, hour), plan.binsId), rejects }]]);
}
