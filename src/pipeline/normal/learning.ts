import type { HourIndex } from "../../contracts/verdict.js";
import { CalibrationInputError } from "../../core/calibration/calibration-errors.js";
import type { CalibrationOptions } from "../../core/calibration/calibrate.js";
import { LEARNING_DAYS } from "../../core/calibration/learning/learning-calibration.js";
import type { CountedWindow } from "../../core/verdict/calibrated/counted-window.js";
import type { Normal } from "../../core/verdict/calibrated/normal.js";
import type { AnalysisDeps } from "../deps.js";
import type { Counting } from "./reference-windows.js";
import type { NewNormalAnswer } from "../answers/new-normals.js";
import type { NormalReader } from "./rule-store.js";
import { zoneOf } from "./time-zone.js";

/** What it takes to learn rules in one run of analysis. */
export interface Learning extends Counting {
  readonly fence: number;
  readonly importance: ReadonlyMap<string, number>;
  readonly normals: NormalReader;
  /** Answers by which features of this baseline have a new normal, ascending. */
  readonly newNormals: readonly NewNormalAnswer[];
  hasTime(): boolean;
}

/** Hours before any capture: the first rule judges everything. */
export const FROM_THE_BEGINNING: HourIndex = 0;
/** A monitor of daily batches is called calibrated from this many windows on. */
export const LEAST_DAILY_WINDOWS = 28;

/** True where windows say enough of themselves to judge by: 28 daily batches, or two weeks of hours. */
export function isEnough(windows: readonly CountedWindow[], { monitor }: AnalysisDeps): boolean {
  if (monitor.window.size === "day") return windows.length >= LEAST_DAILY_WINDOWS;
  return windows.length > 0 && windows.at(-1)!.hour - windows[0]!.hour >= LEARNING_DAYS * 24 - 1;
}

export function calibrationOptions({ importance }: Learning, { monitor }: AnalysisDeps): CalibrationOptions {
  return {
    // Quality draws on the same budget, whether its labels have come or not: limits that move would be no promise.
    ...(monitor.labels && { alsoChecked: ["modelQuality"] as const }),
    falseAlarmsPer30Days: monitor.alarms.falseAlarmsPer30Days,
    window: monitor.window.size,
    zone: zoneOf(monitor.window.timeZone),
    ...(importance.size > 0 && { importance }),
  };
}

/** Null where there is too little to learn from. */
export function tried(learn: () => Normal): Normal | null {
  try {
    return learn();
  } catch (error) {
    if (error instanceof CalibrationInputError) return null;
    throw error;
  }
}
