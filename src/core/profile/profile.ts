import type { Rejects } from "../../contracts/records.js";
import type { CategoryState } from "../summaries/categories.js";
import type { KindCounts } from "../summaries/kind-counts.js";
import type { NumberState } from "../summaries/numbers.js";
import type { TextLengths } from "../summaries/text-lengths.js";
import type { CoMomentCounts } from "../../contracts/co-moments.js";
import { profileSeed } from "./profile-seed.js";

/** Version of the stored bytes. Part of every profile version: bytes of another format are never merged. */
export const PROFILE_FORMAT = 2;

/** Counts of one column on the baseline's bins. */
export interface ColumnBins {
  /** Rows per bin, shape [B]; for categorical bins one per category and `rest` last. */
  readonly counts: readonly number[];
  /** Rows whose category is in none of the baseline's lists; they are in no bin. 0 for numeric bins. */
  readonly unseen: number;
}

/** All summaries of one column. What a column's kind or the privacy rule doesn't need is null. */
export interface ColumnProfile {
  readonly name: string;
  /** Records that carried the column, missing values included. The rest of the profile's records lacked it. */
  readonly cells: number;
  readonly kinds: KindCounts;
  /** Integer, fractional and bigInteger cells; null where the column is counted as categories. */
  readonly numbers: NumberState | null;
  /** Category counts while learning; keyed hashes of unseen values once the column has bins. */
  readonly categories: CategoryState | null;
  readonly bins: ColumnBins | null;
  readonly textLengths: TextLengths | null;
}

/** All summaries of a set of records, plus counts of records read and rejected. Profiles merge. */
export interface Profile {
  /** 16 hexadecimal digits made from the source key and hour (or from the parts of a merged profile); orders merging. */
  readonly seed: string;
  /** Identity of the bins that columns were counted on; null for a learning profile. Only equal ones merge. */
  readonly binsId: string | null;
  /** Records summarised here; rejected ones are in `rejects` only. */
  readonly records: number;
  readonly rejects: Rejects;
  /** Sorted by name (UTF-16 code units). */
  readonly columns: readonly ColumnProfile[];
  /** Of the watched features, over at most 4,096 records of each capture. Absent where none are watched. */
  readonly coMoments?: CoMomentCounts;
}

export const NO_REJECTS: Rejects = { total: 0, byReason: {}, samples: [] };

/**
 * The profile of no records: written for hours that a capture no longer has, and the identity of merging.
 *
 * @param source the source key, or any text that names what it stands for
 * @param binsId identity of the bins (`binsIdentity`), null while learning
 */
export function emptyProfile(source: string, binsId: string | null): Profile {
  return { seed: profileSeed(source), binsId, records: 0, rejects: NO_REJECTS, columns: [] };
}

/** The column of that name, or undefined. */
export function columnOf(profile: Profile, name: string): ColumnProfile | undefined {
  return profile.columns.find((column) => column.name === name);
}
