import type { FeatureBins } from "../../src/contracts/baseline.js";
import type { ByteSource, CaptureFormatName, DecodeOptions } from "../../src/contracts/decoding.js";
import { UnreadableSourceError } from "../../src/contracts/errors.js";
import type { RecordBatch, Rejects } from "../../src/contracts/records.js";
import { openCapture } from "../../src/core/decode/open-capture.js";
import { createRejectLog } from "../../src/core/decode/reject-log.js";
import { binsIdentity } from "../../src/core/profile/bins-identity.js";
import { createProfileMerger } from "../../src/core/profile/merge.js";
import { emptyProfile, type Profile } from "../../src/core/profile/profile.js";
import { createProfiler } from "../../src/core/profile/profiler.js";
import { formatOf } from "../inspect/read-sample.js";
import type { ProgressBar } from "./progress-bar.js";

/** Key of the hashes of values without a name: the same for everything that one command reads. */
export const HASH_KEY = "local";

export interface FileReading {
  readonly format: CaptureFormatName | "auto";
  readonly options: DecodeOptions;
  /** Bins to count on; null: learn. */
  readonly bins: ReadonlyMap<string, FeatureBins> | null;
  /** Columns to leave out of the profile. */
  readonly exclude: readonly string[];
  readonly categorical: readonly string[];
  readonly sensitive: readonly string[];
  readonly quantileK?: number;
  readonly progress: ProgressBar;
  /** Sees every batch before the next one is read. */
  readonly alsoFeed?: (batch: RecordBatch) => void;
}

/** What one of the files held. */
export interface ReadFile {
  readonly name: string;
  /** Null where it held nothing. */
  readonly format: CaptureFormatName | null;
  /** Records in the profile. */
  readonly records: number;
  readonly rejects: Rejects;
}

/** Files as one profile. */
export interface ReadProfile {
  readonly profile: Profile;
  readonly files: readonly ReadFile[];
  /** Names of all columns in the order in which they first came, left-out ones too. */
  readonly columns: readonly string[];
}

/**
 * Reads files one after the other into one profile, whose rejected records are counted even where no record could be used.
 *
 * @throws UnreadableSourceError when a file can't be read, or there is nothing in any of them
 */
export async function readProfile(sources: readonly ByteSource[], reading: FileReading): Promise<ReadProfile> {
  const merger = createProfileMerger();
  const columns = new Set<string>();
  const files: ReadFile[] = [];
  for (const source of sources) {
    const profile = await profileFile(source, reading, columns);
    merger.add(profile);
    const { records, rejects } = profile;
    const empty = records + rejects.total === 0;
    const format = reading.format === "auto" ? (empty ? null : await formatOf(source)) : reading.format;
    files.push({ name: source.name, format, records, rejects });
  }
  if (files.every(({ records, rejects }) => records + rejects.total === 0)) {
    throw new UnreadableSourceError(sources.map(({ name }) => name).join(", "), "expects records, got none");
  }
  return { profile: merger.finish(), files, columns: [...columns] };
}

async function profileFile(source: ByteSource, reading: FileReading, columns: Set<string>): Promise<Profile> {
  const { bins, exclude, categorical, sensitive, progress, quantileK, alsoFeed } = reading;
  const rejects = createRejectLog();
  const profiler = createProfiler(
    {
      seed: source.name,
      bins,
      time: { fixedMs: 0, bounds: null },
      hashKey: HASH_KEY,
      exclude,
      categorical,
      sensitive,
      ...(quantileK === undefined ? {} : { quantileK }),
    },
    rejects,
  );
  for await (const batch of openCapture(progress.watched(source), reading.format, reading.options, rejects)) {
    profiler.add(batch);
    for (const { name } of batch.columns) columns.add(name);
    alsoFeed?.(batch);
    progress.advance(source.name, batch.rows);
  }
  const [profile] = profiler.finish().values();
  return profile ?? { ...emptyProfile(source.name, binsIdentity(bins)), rejects: rejects.summary() };
}
