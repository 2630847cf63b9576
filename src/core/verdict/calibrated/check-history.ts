import type { Baseline } from "../../../contracts/baseline.js";
import type { HourIndex, NativeChange } from "../../../contracts/verdict.js";
import { dayFreedom } from "../../calibration/judge/close-day.js";
import { featureModels } from "../../calibration/judge/feature-model.js";
import { scoreLens } from "../../calibration/judge/lens-score.js";
import { sumWindows } from "../../calibration/judge/window-sum.js";
import type { ZoneOffset } from "../../calibration/local-time.js";
import { atomicFreedom } from "../../calibration/scores/z-scores.js";
import type { CheckCalibration, WindowEvidence } from "../../calibration/types.js";
import { distributionChange, missingChange, unseenChange } from "../native-change.js";
import type { CountedWindow } from "./counted-window.js";
import type { Normal } from "./normal.js";
import { pooledValues } from "./pooled-values.js";
import { residualReader } from "./residual-reader.js";

/** One day (or window) of one check, scored as it would have been judged. Sizes beyond the limit are what alarms. */
export interface CheckPoint {
  /** First hour. */
  readonly hour: HourIndex;
  /** Of a calibrated check its z: 0 is what is usual then. Of a fixed metric its value. Null with too few rows to say. */
  readonly value: number | null;
  readonly rows: number;
  /** In the feature's own units. */
  readonly change: NativeChange | null;
}

/** How one check has gone over the last weeks. */
export interface CheckHistory {
  readonly unit: "hour" | "day";
  /** Size of the value that alarms; null where this lens alone never does. */
  readonly limit: number | null;
  /** Within so much of 0 unchanged data stays 19 times of 20; null where that is not known. */
  readonly usual: number | null;
  /** Ascending. */
  readonly points: readonly CheckPoint[];
}

/** Where the rule judges no days, or there are too few of them for a course, so many windows are shown. */
export const MOST_WINDOWS = 72;
export const LEAST_DAYS = 3;
/** Two-sided 95 % of a normal distribution. */
const USUAL = 1.96;

/**
 * Scores one check by local day, season taken out; by window where there is no lens of a day.
 *
 * @param windows ascending, counted on this baseline
 * @returns null for a check that the rule doesn't have: a correlation, a fixed threshold
 */
export function checkHistory(
  baseline: Baseline,
  normal: Normal,
  windows: readonly CountedWindow[],
  { feature: name, check: named }: { readonly feature: string; readonly check: string },
  zone?: ZoneOffset,
): CheckHistory | null {
  const { calibration } = normal;
  const place = calibration.features.findIndex((feature) => feature.name === name);
  const feature = calibration.features[place];
  const check = feature?.checks.find((each) => each.check === named);
  const position = baseline.features.findIndex((each) => each.name === name);
  if (!feature || !check || position < 0) return null;

  const read = residualReader(calibration, zone);
  const days = localDays(windows, (window) => read(baseline, window).day);
  const hasDays = days.length >= LEAST_DAYS || feature.limits.hour === null;
  const byDay = calibration.window === "hour" && feature.limits.day !== null && hasDays;
  const spans = byDay ? days : windows.map((it) => [it]);
  const limit = calibration.window === "day" || byDay ? feature.limits.day : feature.limits.hour;
  const model = featureModels(calibration)[place]!;
  const points = (byDay ? spans : spans.slice(-MOST_WINDOWS)).map((span): CheckPoint => {
    const evidence = span.map((window) => read(baseline, window));
    const score = scoreLens(feature, model, check, byDay ? (check.day ?? check.atomic) : check.atomic, {
      lens: byDay ? "day" : "hour",
      limit: limit ?? Infinity,
      window: sumWindows(evidence, place, model.bins + 2),
      typical: byDay ? feature.typicalRows.day : feature.typicalRows.atomic,
      freedom: byDay ? dayFreedom(calibration, check) : atomicFreedom(calibration.window, calibration.referenceWindows),
    });
    return {
      hour: span[0]!.hour,
      value: score.state === "insufficient" ? null : score.z,
      rows: score.rows,
      change: changeOf(check, baseline, normal, position, span),
    };
  });
  return { unit: byDay || calibration.window === "day" ? "day" : "hour", limit, usual: USUAL, points };
}

function localDays(
  windows: readonly CountedWindow[],
  dayOf: (window: CountedWindow) => WindowEvidence["day"],
): CountedWindow[][] {
  const days: CountedWindow[][] = [];
  for (const window of windows) {
    const last = days.at(-1);
    if (last && dayOf(last[0]!) === dayOf(window)) last.push(window);
    else days.push([window]);
  }
  return days;
}

function changeOf(
  { check }: CheckCalibration,
  baseline: Baseline,
  { level }: Normal,
  position: number,
  windows: readonly CountedWindow[],
): NativeChange | null {
  const usual = level[position]!;
  const now = pooledValues(
    windows.map(({ evidence }) => evidence),
    position,
  );
  if (check === "missing") return missingChange(usual.counts, now.counts);
  if (check === "unseen") return unseenChange(usual.counts, now.counts);
  return distributionChange(baseline.features[position]!, usual, now);
}
