import type { ByteSource, CaptureFormatName, DecodeOptions } from "../../src/contracts/decoding.js";
import { DEFAULT_DECODE_LIMITS } from "../../src/contracts/decoding.js";
import { UnreadableSourceError } from "../../src/contracts/errors.js";
import type { RecordBatch, Rejects } from "../../src/contracts/records.js";
import { decompressed } from "../../src/core/decode/decompress.js";
import { peek } from "../../src/core/decode/lines/head.js";
import { detectFormat, openCapture } from "../../src/core/decode/open-capture.js";
import { createRejectLog } from "../../src/core/decode/reject-log.js";
import { mergeProfiles } from "../../src/core/profile/merge.js";
import type { Profile } from "../../src/core/profile/profile.js";
import { createProfiler } from "../../src/core/profile/profiler.js";
import { TimeShare, timesOfColumn, TimeTrend } from "./time-trend.js";

/** Enough to know the columns by; the rest of a long file is left unread. */
const MOST_RECORDS = 200_000;

export interface SampleReading {
  readonly format: CaptureFormatName | "auto";
  readonly options: DecodeOptions;
  /** Where event time is read from; null: nowhere. */
  readonly time: { readonly column: string } | { readonly metadata: true } | null;
  readonly categorical: readonly string[];
  readonly progress: (text: string) => void;
}

/** What a few files hold, as the engine would read them. */
export interface Sample {
  readonly places: readonly string[];
  /** Of the first file. */
  readonly format: CaptureFormatName;
  readonly records: number;
  readonly rejects: Rejects;
  /** True when the files hold more than was read. */
  readonly cut: boolean;
  /** Names in the order in which they first came. */
  readonly columns: readonly string[];
  readonly profile: Profile;
  /** Records with an event time. */
  readonly timed: number;
  /** True when records carry ids of the capture itself. */
  readonly identified: boolean;
  /** By column: share of the values that are times between 2000 and 2100. */
  readonly timeShares: ReadonlyMap<string, number>;
  /** Correlation of columns with event time, -1 to 1. */
  readonly trends: ReadonlyMap<string, number>;
}

/**
 * Reads sample files like captures of one monitor.
 *
 * @throws UnreadableSourceError when one can't be read, or there is nothing in them
 */
export async function readSample(sources: readonly ByteSource[], reading: SampleReading): Promise<Sample> {
  const rejects = createRejectLog();
  const time = { fixedMs: 0, bounds: null };
  const { categorical } = reading;
  const profiler = createProfiler({ seed: "sample", bins: null, time, hashKey: "sample", categorical }, rejects);
  const tally = new SampleTally(reading.time);
  let cut = false;
  for (const source of sources) {
    for await (const batch of openCapture(source, reading.format, reading.options, rejects)) {
      profiler.add(batch);
      tally.add(batch);
      reading.progress(`${source.name}: ${tally.records} records`);
      if ((cut = tally.records >= MOST_RECORDS)) break;
    }
    if (cut) break;
  }
  const first = sources[0]!;
  if (tally.records === 0 && rejects.summary().total === 0) {
    throw new UnreadableSourceError(first.name, "expects records, got an empty file");
  }
  return {
    places: sources.map(({ name }) => name),
    format: reading.format === "auto" ? await formatOf(first) : reading.format,
    rejects: rejects.summary(),
    cut,
    profile: mergeProfiles([...profiler.finish().values()]),
    ...tally.result(),
  };
}

/** What the profile doesn't say: order of columns, ids, times and trends. */
class SampleTally {
  records = 0;
  private readonly time: SampleReading["time"];
  private timed = 0;
  private identified = false;
  private readonly trends = new Map<string, TimeTrend>();
  private readonly timeShares = new Map<string, TimeShare>();

  constructor(time: SampleReading["time"]) {
    this.time = time;
  }

  add(batch: RecordBatch): void {
    this.records += batch.rows;
    this.identified ||= batch.recordIds?.slice(0, batch.rows).some((id) => id !== null) ?? false;
    const times = this.timesOf(batch);
    if (times) this.timed += times.subarray(0, batch.rows).filter(Number.isFinite).length;
    for (const column of batch.columns) {
      const trend = this.trends.get(column.name) ?? new TimeTrend();
      this.trends.set(column.name, trend);
      if (times) trend.add(column, times, batch.rows);
      const share = this.timeShares.get(column.name) ?? new TimeShare();
      this.timeShares.set(column.name, share);
      share.add(column, batch.rows);
    }
  }

  result(): Pick<Sample, "records" | "timed" | "identified" | "columns" | "timeShares" | "trends"> {
    const correlations = [...this.trends].map(([name, trend]): [string, number | null] => [name, trend.correlation()]);
    return {
      records: this.records,
      timed: this.timed,
      identified: this.identified,
      columns: [...this.trends.keys()],
      timeShares: new Map([...this.timeShares].map(([name, share]) => [name, share.share()])),
      trends: new Map(correlations.filter((each): each is [string, number] => each[1] !== null)),
    };
  }

  private timesOf(batch: RecordBatch): Float64Array | null {
    if (this.time === null) return null;
    if ("metadata" in this.time) return batch.eventTimeMs;
    const { column: name } = this.time;
    const column = batch.columns.find((each) => each.name === name);
    return column ? timesOfColumn(column, batch.rows) : null;
  }
}

/** The format that content says; `openCapture` has found one already. */
export async function formatOf(source: ByteSource): Promise<CaptureFormatName> {
  const plain = decompressed(source, await peek(source.stream()), DEFAULT_DECODE_LIMITS);
  const { head, stream } = await peek(plain.stream());
  await stream[Symbol.asyncIterator]().return?.();
  return detectFormat(source.name, head).name;
}
