import type { FeatureBins } from "../../src/contracts/baseline.js";
import type { RecordBatch, RejectLog } from "../../src/contracts/records.js";
import type { HourIndex } from "../../src/contracts/verdict.js";
import { createProfileMerger } from "../../src/core/profile/merge.js";
import { NO_REJECTS, type Profile } from "../../src/core/profile/profile.js";
import { createProfiler, type Profiler } from "../../src/core/profile/profiler.js";
import { parseProfile, serialiseProfile } from "../../src/core/profile/serialise.js";
import { startMsOf } from "../../src/pipeline/hour.js";
import { HASH_KEY } from "../profile/read-profile.js";
import { SpillFile, type SpilledBytes } from "./spill-file.js";

export interface WindowProfilesOptions {
  /** Null: learn. */
  readonly bins: ReadonlyMap<string, FeatureBins> | null;
  /** Features whose correlations are gathered; see `watchedFeatures`. Default none. */
  readonly watched?: ReadonlyMap<string, readonly number[]>;
  readonly exclude: readonly string[];
  readonly categorical: readonly string[];
  readonly sensitive: readonly string[];
  /** Roughly how much may be held in memory before it is put aside. Default 96 MB. */
  readonly memoryBytes?: number;
}

const DEFAULT_MEMORY_BYTES = 96 * 1024 * 1024;
/** What a column of a window costs before it holds values, and each value until a sketch caps them. */
const BYTES_PER_STATE = 1_500;
const BYTES_PER_CELL = 16;

/**
 * One profile per window of a log whose records come in any order. Time moving on closes no window: as soon as all open ones
 * together have grown too large they are put aside in a file and begun anew, and the parts of each are merged when it is asked
 * for. So memory is bounded by `memoryBytes` and the largest single window, whatever the number of records and windows.
 */
export class WindowProfiles {
  private readonly options: WindowProfilesOptions;
  private profiler: Profiler;
  private parts = 0;
  private cells = 0;
  private states = 0;
  private touched = new Set<HourIndex>();
  private spill: SpillFile | null = null;
  private readonly spilled = new Map<HourIndex, SpilledBytes[]>();
  private live: ReadonlyMap<HourIndex, Profile> | null = null;

  constructor(options: WindowProfilesOptions) {
    this.options = options;
    this.profiler = this.newProfiler();
  }

  /** @param windows first hour of each row's window, NaN for rows to leave out; shape [rows] */
  async add(batch: RecordBatch, windows: Float64Array): Promise<void> {
    const eventTimeMs = windows.map(startMsOf);
    const kept = new Set(windows);
    kept.delete(NaN);
    const columns = batch.columns.length;
    for (const window of kept) {
      if (this.touched.has(window)) continue;
      this.touched.add(window);
      this.states += columns;
    }
    this.profiler.add({ ...batch, eventTimeMs });
    this.cells += batch.rows * columns;
    const held = this.states * BYTES_PER_STATE + this.cells * BYTES_PER_CELL;
    if (held > (this.options.memoryBytes ?? DEFAULT_MEMORY_BYTES)) await this.putAside();
  }

  /** Ends taking in. @returns first hours of all windows with records, ascending */
  finish(): HourIndex[] {
    this.live ??= this.profiler.finish();
    return [...new Set([...this.spilled.keys(), ...this.live.keys()])].sort((a, b) => a - b);
  }

  /** The profile of one window, after `finish`. */
  async profile(window: HourIndex): Promise<Profile> {
    const merger = createProfileMerger();
    for (const place of this.spilled.get(window) ?? []) merger.add(parseProfile(await this.spill!.read(place)));
    const live = this.live?.get(window);
    if (live) merger.add(live);
    return merger.finish();
  }

  async close(): Promise<void> {
    await this.spill?.close();
    this.spill = null;
  }

  private async putAside(): Promise<void> {
    this.spill ??= await SpillFile.create();
    for (const [window, profile] of this.profiler.finish()) {
      const places = this.spilled.get(window) ?? [];
      this.spilled.set(window, places);
      places.push(await this.spill.append(serialiseProfile(profile)));
    }
    this.cells = 0;
    this.states = 0;
    this.touched = new Set();
    this.profiler = this.newProfiler();
  }

  private newProfiler(): Profiler {
    const { bins, watched, exclude, categorical, sensitive } = this.options;
    return createProfiler(
      {
        seed: `backtest part ${this.parts++}`,
        bins,
        ...(watched && { watched }),
        time: { metadata: true, bounds: null },
        hashKey: HASH_KEY,
        exclude,
        categorical,
        sensitive,
        maxHours: Number.MAX_SAFE_INTEGER,
      },
      UNHEARD,
    );
  }
}

/** Records without a window are counted where they are read. */
const UNHEARD: RejectLog = { reject: () => undefined, summary: () => NO_REJECTS };
