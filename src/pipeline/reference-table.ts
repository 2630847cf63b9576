import type { DecodeOptions } from "../contracts/decoding.js";
import type { FeatureBins } from "../contracts/baseline.js";
import type { ObjectHead, ObjectStore } from "../contracts/ports.js";
import { createRejectLog } from "../core/decode/reject-log.js";
import { openCapture } from "../core/decode/open-capture.js";
import { createProfiler } from "../core/profile/profiler.js";
import { mergeProfiles } from "../core/profile/merge.js";
import type { Profile } from "../core/profile/profile.js";

/** How one table of training data is read. */
export interface TableReading {
  readonly store: ObjectStore;
  readonly head: ObjectHead;
  readonly options: DecodeOptions;
  /** Columns that are no features: the label, ids, times. */
  readonly exclude: readonly string[];
  readonly categorical: readonly string[];
  readonly sensitive: readonly string[];
  readonly hashKey: string;
}

/**
 * The profile of a whole table. Its rows have no time.
 *
 * @param bins null to learn; the learned bins to count the same rows on them exactly
 * @throws UnreadableSourceError
 */
export async function profileTable(
  reading: TableReading,
  bins: ReadonlyMap<string, FeatureBins> | null,
): Promise<Profile> {
  const { store, head } = reading;
  const rejects = createRejectLog();
  const { exclude, categorical, sensitive, hashKey } = reading;
  const time = { fixedMs: 0, bounds: null };
  const profiler = createProfiler({ seed: head.key, bins, time, hashKey, exclude, categorical, sensitive }, rejects);
  const source = {
    name: head.key,
    sizeBytes: head.sizeBytes,
    stream: () => store.stream(head.key, head.etag),
    read: (start: number, end: number) => store.getRange(head.key, start, end, head.etag),
  };
  for await (const batch of openCapture(source, "auto", reading.options, rejects)) profiler.add(batch);
  return mergeProfiles([...profiler.finish().values()]);
}
