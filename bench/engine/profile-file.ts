import type { CaptureFormatName } from "../../src/contracts/decoding.js";
import { createRejectLog } from "../../src/core/decode/reject-log.js";
import { openCapture } from "../../src/core/decode/open-capture.js";
import { mergeProfiles } from "../../src/core/profile/merge.js";
import { createProfiler } from "../../src/core/profile/profiler.js";
import type { Profile } from "../../src/core/profile/profile.js";
import { fileSource } from "../decode/file-source.js";
import type { Found } from "./contest.js";

/** A file as profile-captures reads it: decoded, cut into event hours, every column summarised. */
export async function profilesOf(path: string, format: CaptureFormatName | "auto" = "auto"): Promise<Profile[]> {
  const rejects = createRejectLog();
  // A capture's hours are in its metadata; a table has none.
  const time = path.includes("capture") ? ({ metadata: true } as const) : { fixedMs: 0 };
  const profiler = createProfiler(
    { seed: path, bins: null, time: { ...time, bounds: null }, hashKey: "bench" },
    rejects,
  );
  const options = { metadata: path.includes("capture") ? ("time" as const) : false };
  for await (const batch of openCapture(fileSource(path), format, options, rejects)) profiler.add(batch);
  return [...profiler.finish().values()];
}

/** The same, as a contestant finds it. */
export async function profileFile(path: string, columns: readonly string[]): Promise<Found> {
  const { records, columns: summaries } = mergeProfiles(await profilesOf(path));
  const means = columns.map((name) => summaries.find((column) => column.name === name)?.numbers?.moments.mean ?? NaN);
  return { rows: records, means };
}
