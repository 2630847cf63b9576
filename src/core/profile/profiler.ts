import type { FeatureBins } from "../../contracts/baseline.js";
import type { ColumnBatch, RecordBatch, RejectLog } from "../../contracts/records.js";
import type { HourIndex } from "../../contracts/verdict.js";
import { combine32, hashText32 } from "../summaries/hashing.js";
import { DEFAULT_QUANTILE_K } from "../summaries/quantile-sketch.js";
import { BatchScratch } from "./feed/batch-scratch.js";
import { binsIdentity } from "./bins-identity.js";
import { binnedNames, learnedNames } from "./feed/category-names.js";
import { feedColumn, type ColumnPlan } from "./feed/column-feed.js";
import { CoMomentSums } from "./co-moments.js";
import { ColumnSummary } from "./column-summary.js";
import { EventHours } from "./feed/event-hours.js";
import { keyedHash, type KeyedHash } from "./keyed-hash.js";
import type { ProfileOptions } from "./options.js";
import { onlyHour, RowPicker, rowsByHour } from "./feed/partition.js";
import { RowScores, type WatchedColumn } from "./feed/row-scores.js";
import { RecalledCategories } from "./feed/recalled-categories.js";
import { NO_REJECTS, type ColumnProfile, type Profile } from "./profile.js";
import { profileSeed } from "./profile-seed.js";

/** Turns the batches of one capture into one profile per event hour. */
export interface Profiler {
  /**
   * Takes in a batch; its arrays are not kept.
   *
   * @returns event hour of each row, NO_HOUR where it was rejected: who reads the same batch for another purpose counts the same
   *   records into the same hours. Valid until the next call
   */
  add(batch: RecordBatch): Float64Array;
  /** Profiles by event hour, once. Rejected records, which have no hour, are carried by the earliest one. */
  finish(): ReadonlyMap<HourIndex, Profile>;
}

/**
 * @param rejects where records without a usable time are reported; the decoder's own log, so that the profile carries
 *   everything that was rejected
 */
export function createProfiler(options: ProfileOptions, rejects: RejectLog): Profiler {
  return new CaptureProfiler(options, rejects);
}

interface HourSummary {
  records: number;
  readonly columns: Map<string, ColumnSummary>;
  readonly coMoments: CoMomentSums | null;
}

class CaptureProfiler implements Profiler {
  private readonly options: ProfileOptions;
  private readonly rejects: RejectLog;
  private readonly eventHours: EventHours;
  private readonly excluded: ReadonlySet<string>;
  private readonly hash: KeyedHash;
  private readonly plans = new Map<string, ColumnPlan>();
  private readonly hours = new Map<HourIndex, HourSummary>();
  private readonly scratch = new BatchScratch();
  private readonly picker = new RowPicker();
  private readonly scores: RowScores | null;

  constructor(options: ProfileOptions, rejects: RejectLog) {
    this.options = options;
    this.rejects = rejects;
    this.eventHours = new EventHours(options, rejects);
    this.excluded = new Set(options.exclude);
    this.hash = keyedHash(options.hashKey);
    this.scores = rowScores(options, this.hash);
  }

  add(batch: RecordBatch): Float64Array {
    const hours = this.eventHours.of(batch);
    if (batch.rows === 0) return hours;
    const only = onlyHour(hours, batch.rows);
    if (only !== null) {
      this.addRows(only, batch.columns, batch.rows, (column) => column);
      return hours;
    }
    for (const [hour, rows] of rowsByHour(hours, batch.rows)) {
      this.addRows(hour, batch.columns, rows.length, (column) => this.picker.pick(column, rows));
    }
    return hours;
  }

  finish(): ReadonlyMap<HourIndex, Profile> {
    const binsId = binsIdentity(this.options.bins);
    const profiles = new Map<HourIndex, Profile>();
    for (const hour of [...this.hours.keys()].sort((a, b) => a - b)) {
      const { records, columns, coMoments } = this.hours.get(hour)!;
      // What an hour was gathered in goes before the next hour is read out: wide captures hold many hours.
      this.hours.delete(hour);
      const rejects = profiles.size === 0 ? this.rejects.summary() : NO_REJECTS;
      const seed = profileSeed(this.options.seed, hour);
      profiles.set(hour, {
        seed,
        binsId,
        records,
        rejects,
        columns: statesByName(columns),
        ...(coMoments && { coMoments: coMoments.state() }),
      });
    }
    return profiles;
  }

  private addRows(
    hour: HourIndex,
    columns: readonly ColumnBatch[],
    rows: number,
    select: (column: ColumnBatch) => ColumnBatch,
  ): void {
    const summary = this.hours.get(hour) ?? this.emptyHour();
    this.hours.set(hour, summary);
    summary.records += rows;
    const { coMoments } = summary;
    if (coMoments) this.scores?.begin(coMoments, rows);
    for (const column of columns) {
      if (this.excluded.has(column.name)) continue;
      const known = summary.columns.get(column.name);
      const target = known ?? new ColumnSummary();
      if (!known) summary.columns.set(column.name, target);
      const selected = select(column);
      feedColumn(target, selected, rows, this.planOf(column.name), this.scratch);
      if (coMoments) this.scores?.column(selected);
    }
    if (coMoments) this.scores?.end(coMoments);
  }

  private emptyHour(): HourSummary {
    const watched = this.options.watched?.size ?? 0;
    return { records: 0, columns: new Map(), coMoments: watched > 1 ? new CoMomentSums(watched) : null };
  }

  private planOf(name: string): ColumnPlan {
    const known = this.plans.get(name);
    if (known) return known;
    const plan = columnPlan(name, this.options, this.hash);
    this.plans.set(name, plan);
    return plan;
  }
}

function rowScores({ watched, bins }: ProfileOptions, hash: KeyedHash): RowScores | null {
  if (!watched || !bins || watched.size < 2) return null;
  const columns = [...watched].map(([name, scores]): [string, WatchedColumn] => {
    const column = bins.get(name)!;
    const names = column.kind === "categorical" ? binnedNames(column, hash) : learnedNames(hash, true);
    return [name, { bins: column, names, scores }];
  });
  return new RowScores(new Map(columns));
}

function statesByName(columns: ReadonlyMap<string, ColumnSummary>): ColumnProfile[] {
  return [...columns].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, column]) => column.state(name));
}

function columnPlan(name: string, options: ProfileOptions, hash: KeyedHash): ColumnPlan {
  const bins: FeatureBins | null = options.bins?.get(name) ?? null;
  // Once a baseline is active, names are in its bins; whatever else arrives is a private value.
  const learning = options.bins === null || (options.named?.includes(name) ?? false);
  const hashAll = !learning || (options.sensitive?.includes(name) ?? false);
  return {
    bins,
    asCategories: bins ? bins.kind === "categorical" : (options.categorical?.includes(name) ?? false),
    names: bins?.kind === "categorical" ? binnedNames(bins, hash) : learnedNames(hash, hashAll),
    quantileK: options.quantileK ?? DEFAULT_QUANTILE_K,
    seed: combine32(hashText32(options.seed), hashText32(name)),
    recalled: new RecalledCategories(),
  };
}
