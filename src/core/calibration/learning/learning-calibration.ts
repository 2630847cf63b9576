import { anchorOf } from "../fit/anchor.js";
import { checksOf } from "../fit/feature-fit.js";
import { NO_CORRECTION } from "../fit/tail-correction.js";
import { DEFAULT_RULES } from "../calibrate.js";
import { lensLimit } from "../limits/lens-limit.js";
import type {
  AtomicWindow,
  Calibration,
  CheckCalibration,
  CheckName,
  FeatureGroup,
  ReferenceFeature,
} from "../types.js";

/** Design effect and daily wobble taken for granted until the monitor has learned its own. */
export const LEARNING_OMEGA = 5;
export const LEARNING_WOBBLE = 0.1 ** 2;

const DAY_HOURS = 24;
/** Learning lasts this long; the budget is for this time and for the one lens that is judged. */
export const LEARNING_DAYS = 14;

/** Totals of a training table, which has no timestamps: rows per fine bin, missing, unseen. */
export interface TrainingTotals {
  readonly name: string;
  readonly kind: ReferenceFeature["kind"];
  readonly group?: FeatureGroup;
  readonly counts: readonly number[];
  readonly missing: number;
  readonly unseen: number;
  readonly unseenIsKnown?: boolean;
}

export interface LearningOptions {
  /** Default 1. */
  readonly falseAlarmsPer30Days?: number;
  /** Default `hour`. */
  readonly window?: AtomicWindow;
  /** Rows that a day will have, for the smallest bin. Default: enough for bins of 1 %. */
  readonly expectedDailyRows?: number;
}

/**
 * Stand-in for a calibration while a monitor learns from its first live days: level and bins of a training table, no
 * season, and variances on the safe side. Only the 24 h lens is judged (`judgeLearning`); wobble and season of
 * production can't be known from rows without time, and hourly limits without them alarm every day.
 */
export function learningCalibration(training: readonly TrainingTotals[], options: LearningOptions = {}): Calibration {
  const window = options.window ?? "hour";
  const rows = options.expectedDailyRows ?? Infinity;
  const features = training.map((totals) => {
    const feature: ReferenceFeature = {
      ...totals,
      counts: [totals.counts],
      missing: [totals.missing],
      unseen: [totals.unseen],
    };
    const anchor = anchorOf(feature, { atomic: 0, day: rows });
    return { feature, anchor, checks: checksOf(feature, anchor) };
  });
  const names = features.flatMap(({ checks }) => checks);
  const oneSided = names.filter((check) => check === "shape").length;
  const budget = options.falseAlarmsPer30Days ?? 1;
  const day = lensLimit(budget, DAY_HOURS, { twoSided: names.length - oneSided, oneSided }, LEARNING_DAYS * DAY_HOURS);
  return {
    formatVersion: 1,
    window,
    referenceWindows: 0,
    referenceDays: 0,
    promised: false,
    memory: 1,
    falseAlarmsPer30Days: options.falseAlarmsPer30Days ?? 1,
    rules: DEFAULT_RULES,
    unusualWindows: [],
    features: features.map(({ feature, anchor, checks }) => ({
      name: feature.name,
      kind: feature.kind,
      group: feature.group ?? "feature",
      ...anchor,
      hourCells: [],
      weekdayCells: [],
      checks: checks.map((check) => assumedCheck(check, anchor.shares.length - 1 - anchor.basis.length)),
      typicalRows: { atomic: 0, day: 0 },
      limits: { hour: null, day, trend: null },
    })),
  };
}

function assumedCheck(check: CheckName, dimensions: number): CheckCalibration {
  const shape = check === "shape";
  const variance = {
    wobble: LEARNING_WOBBLE * (shape ? dimensions : 1),
    shapeFreedom: shape ? dimensions : 0,
    tail: NO_CORRECTION,
  };
  return { check, omega: LEARNING_OMEGA, atomic: variance, day: variance, trendScale: 1 };
}
