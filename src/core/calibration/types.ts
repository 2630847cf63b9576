import type { FeatureKind } from "../../contracts/records.js";
import type { HourIndex, Severity } from "../../contracts/verdict.js";

/** Two-sided: shift, spread, missing, unseen. One-sided: shape. */
export type CheckName = "shift" | "spread" | "shape" | "missing" | "unseen";

/** The atomic window (an hour, or a day where batches come daily), 24 rolling hours, and the daily cumulative sum. */
export type LensName = "hour" | "day" | "trend";

export type AtomicWindow = "hour" | "day";

/** Whose budget a feature's checks draw on. */
export type FeatureGroup = "feature" | "prediction";

/** One feature in one window, counted on the baseline's bins. */
export interface FeatureCounts {
  /** Rows per fine bin of the baseline. */
  readonly counts: readonly number[];
  /** Rows without a value. */
  readonly missing: number;
  /** Rows whose category the baseline has never seen; they are in no bin. 0 for numeric features. */
  readonly unseen: number;
}

/** How an extreme z of one check is brought back to the normal scale (see `tail-correction.ts`). */
export interface TailCorrection {
  /** Divides z; >= 1. */
  readonly scale: number;
  /** Above this |z| / scale the tail is also bent, by the exponent 1 / (1 + slope). */
  readonly from: number;
  /** 0 (none) to 1. */
  readonly slope: number;
}

/** Natural variance of one check over one lens. */
export interface LensVariance {
  /** Wobble variance between windows that stays however many rows there are; for `shape` the mean of D beyond sampling. */
  readonly wobble: number;
  /** `shape` only: degrees of freedom of its distribution; 0 otherwise. */
  readonly shapeFreedom: number;
  readonly tail: TailCorrection;
}

export interface CheckCalibration {
  readonly check: CheckName;
  /** Design effect: this many rows count like one independent row. >= 1. */
  readonly omega: number;
  readonly atomic: LensVariance;
  /** 24 rolling hours; null where the atomic window is a day or the reference is shorter than three. */
  readonly day: LensVariance | null;
  /** Divides the daily z before the trend sums it; >= 1. */
  readonly trendScale: number;
  /** Where days resemble one another for longer than two days; absent elsewhere. */
  readonly longMemory?: LongMemory;
}

/** What a memory of many days means for one check. */
export interface LongMemory {
  /** l^2 of this check, instead of the calibration's. */
  readonly memory: number;
  /** Limit of its trend, instead of the feature's; null: no trend can be told from its own slow wobble. */
  readonly trendLimit: number | null;
}

/** z limits of a feature's checks; the trend's is on its cumulative sum. Null: this lens is not judged. */
export interface Limits {
  readonly hour: number | null;
  readonly day: number | null;
  readonly trend: number | null;
}

/** Typical rows, for "too few to judge" and for telling people what would be noticed. */
export interface TypicalRows {
  readonly atomic: number;
  readonly day: number;
}

/** What the reference says of one feature. Plain JSON, about 7 kB. */
export interface FeatureCalibration {
  readonly name: string;
  readonly kind: FeatureKind;
  readonly group: FeatureGroup;
  /** Merged bin of every fine bin of the baseline, shape [fine bins]. */
  readonly mergedBin: readonly number[];
  /** Smoothed reference share of each merged bin, shape [B]. */
  readonly shares: readonly number[];
  /** Location and spread scores of the bins, shape [0 to 2][B]; empty for categorical features. */
  readonly basis: readonly (readonly number[])[];
  /** Reference rows: in bins, missing, unseen. */
  readonly rows: number;
  readonly missing: number;
  readonly unseen: number;
  /** Seasonal means of the B bin scores, the missing and the unseen score, row after row: shape [0 | 24 | 48][B + 2]. */
  readonly hourCells: readonly number[];
  /** The same per weekday, Monday first: shape [0 | 7][B + 2]. */
  readonly weekdayCells: readonly number[];
  readonly checks: readonly CheckCalibration[];
  readonly typicalRows: TypicalRows;
  readonly limits: Limits;
}

/** Format of a stored calibration, and of all that is stored with it as what is normal. */
export const CALIBRATION_FORMAT = 1;

/** Result of learning from a reference. Plain JSON. */
export interface Calibration {
  readonly formatVersion: typeof CALIBRATION_FORMAT;
  readonly window: AtomicWindow;
  /** Windows with rows in the reference, and the days they lie in. */
  readonly referenceWindows: number;
  readonly referenceDays: number;
  /** False where the reference is too short for any promise about false alarms; reports must say so. */
  readonly promised: boolean;
  /** l^2: how many times more variable a daily mean is because days resemble the day before. >= 1. */
  readonly memory: number;
  readonly falseAlarmsPer30Days: number;
  readonly rules: ScoreRules;
  readonly features: readonly FeatureCalibration[];
  /** Reference windows that would have alarmed: candidates for exclusion, worst first, at most 50. */
  readonly unusualWindows: readonly UnusualWindow[];
}

export interface UnusualWindow {
  readonly hour: HourIndex;
  readonly feature: string;
  readonly check: CheckName;
  readonly z: number;
}

/** Choices of the method that a calibration was made with; judged with the same. */
export interface ScoreRules {
  /** Missing and unseen values are judged by their exact tail below this expected count. */
  readonly exactBelowExpected: number;
  /** Fewest independent rows (rows / omega) that a window is judged on. */
  readonly minimumEffectiveRows: number;
  /** Fewest rows that a window is judged on, as a share of the reference's median. */
  readonly minimumShareOfTypical: number;
  /** Smallest effect that can alarm, in reference standard deviations. */
  readonly minimumEffect: number;
}

/** What is stored of one feature in one window. Plain JSON. */
export interface FeatureEvidence {
  /** Rows in bins. */
  readonly rows: number;
  readonly missing: number;
  readonly unseen: number;
  /** Bin, missing and unseen scores minus their seasonal mean, shape [B + 2]. */
  readonly residuals: readonly number[];
}

/** What is stored of one window: enough to judge it again. Plain JSON. */
export interface WindowEvidence {
  readonly hour: HourIndex;
  /** Local day of the window, and whether it is the last window of that day. */
  readonly day: number;
  readonly endsDay: boolean;
  /** In the order of the calibration; null where the feature was not delivered at all. */
  readonly features: readonly (FeatureEvidence | null)[];
}

/** Daily cumulative sums of one two-sided check, after the last closed day. */
export interface TrendState {
  readonly up: number;
  readonly down: number;
  /** First hour of the day on which a sum left zero; null while it is zero. */
  readonly upSince: HourIndex | null;
  readonly downSince: HourIndex | null;
  /** Effect, rows and independent rows of the last day that was judged. */
  readonly effect: number;
  readonly rows: number;
  readonly effectiveRows: number;
}

/** What the fold carries from one window to the next. Plain JSON. */
export interface JudgeState {
  readonly lastHour: HourIndex | null;
  /** Last local day that the trend has counted. */
  readonly closedDay: number | null;
  /**
   * Evidence of the last 24 hours and of the local day that is not closed yet, oldest first. All of it is in the stored
   * evidence, so a checkpoint may leave it out and put it back with `withRecent`.
   */
  readonly recent: readonly WindowEvidence[];
  /** [feature][check] in the order of the calibration; null for one-sided checks. Empty before the first window. */
  readonly trends: readonly (readonly (TrendState | null)[])[];
  /** [feature][check]: hour in which the present excursion began, null while there is none. */
  readonly onsets: readonly (readonly (HourIndex | null)[])[];
}

/** One check of one feature through one lens. */
export interface CheckScore {
  readonly feature: string;
  readonly group: FeatureGroup;
  readonly check: CheckName;
  readonly lens: LensName;
  readonly state: "ok" | "drifting" | "insufficient";
  /** Signed z after tail correction; for the trend the signed cumulative sum. 0 where insufficient. */
  readonly z: number;
  readonly limit: number;
  /** |z| / limit, held below 1 while the effect is below the gate: the feature's part of the DriftScore. */
  readonly ratio: number;
  /** Equivalent shift in standard deviations of the reference. */
  readonly effect: number;
  readonly severity: Severity;
  /** Rows judged, and how many independent rows they are worth. */
  readonly rows: number;
  readonly effectiveRows: number;
  /** First hour of the present excursion; null while there is none. */
  readonly onset: HourIndex | null;
}

export interface Judgement {
  readonly state: JudgeState;
  readonly scores: readonly CheckScore[];
  /** max of `ratio` over all scores; null where nothing could be judged. At least 1 means alarm. */
  readonly driftScore: number | null;
}

/** A feature of the reference, window by window in the order of `ReferenceSeries.hours`. */
export interface ReferenceFeature {
  readonly name: string;
  readonly kind: FeatureKind;
  /** Default: `feature`. */
  readonly group?: FeatureGroup;
  /** Rows per fine bin, shape [windows][fine bins]. */
  readonly counts: readonly ArrayLike<number>[];
  /** Shape [windows]. */
  readonly missing: ArrayLike<number>;
  /** Shape [windows]; zeros for numeric features. */
  readonly unseen: ArrayLike<number>;
  /** False where unseen values can't be told from rare ones (the baseline overflowed). Default: categorical. */
  readonly unseenIsKnown?: boolean;
}

/** Timestamped reference: hours without captures are left out or zero, in ascending order. */
export interface ReferenceSeries {
  /** Absolute hour of each window; for day windows any hour of the local day. */
  readonly hours: readonly HourIndex[];
  readonly features: readonly ReferenceFeature[];
}
