import type { Baseline } from "../../contracts/baseline.js";
import type { HourIndex, Incident } from "../../contracts/verdict.js";
import type { CalibrationOptions } from "../calibration/calibrate.js";
import { CalibrationInputError } from "../calibration/calibration-errors.js";
import { refitNormal } from "../verdict/calibrated/learn-normal.js";
import type { CountedWindow } from "../verdict/calibrated/counted-window.js";
import type { Normal } from "../verdict/calibrated/normal.js";
import { type WindowCounts, withoutFeatures } from "../verdict/window-counts.js";
import type { ReplayableRule, RuleSource } from "./rule-source.js";

/** Season, wobble and limits are learned anew this often, from at most this many days, as a deployed monitor does. */
const REFIT_DAYS = 7;
const REFIT_FROM_DAYS = 90;
const DAY_HOURS = 24;

export interface WeeklyRulesOptions {
  readonly baseline: Baseline;
  /** What the reference says is normal, its windows (ascending) and the hour after its end. */
  readonly normal: Normal;
  readonly reference: readonly CountedWindow[];
  readonly referenceEnd: HourIndex;
  readonly calibration: CalibrationOptions;
  /** First hour of the day after an hour's. */
  readonly dayAfter: (hour: HourIndex) => HourIndex;
  readonly rule: (normal: Normal) => ReplayableRule;
}

/**
 * The calibrated rule as it would have been at each time: learned from the reference, and every week anew from the last 90 days,
 * where a feature has no rows while it was part of an incident. A new rule judges from the next day on; the level that windows are held against never moves.
 */
export class WeeklyRules implements RuleSource {
  private readonly options: WeeklyRulesOptions;
  private normal: Normal;
  private rule: ReplayableRule;
  private learnedAt: HourIndex;
  private next: { readonly from: HourIndex; readonly normal: Normal } | null = null;
  /** Windows of production of the last 90 days. */
  private readonly live: CountedWindow[] = [];

  constructor(options: WeeklyRulesOptions) {
    this.options = options;
    this.normal = options.normal;
    this.rule = options.rule(options.normal);
    this.learnedAt = options.referenceEnd;
  }

  at(hour: HourIndex): ReplayableRule {
    if (this.next && hour >= this.next.from) {
      this.normal = this.next.normal;
      this.rule = this.options.rule(this.normal);
      this.next = null;
    }
    return this.rule;
  }

  judged(hour: HourIndex, evidence: WindowCounts, incidents: Iterable<Incident>): void {
    const { live, options } = this;
    const oldest = hour - REFIT_FROM_DAYS * DAY_HOURS;
    live.push({ hour, evidence });
    while (live[0]!.hour < oldest) live.shift();
    if (hour - this.learnedAt < REFIT_DAYS * DAY_HOURS) return;
    const normal = this.refitted(oldest, [...incidents]);
    // Where there is too little to learn from, the next window tries again.
    if (!normal) return;
    this.next = { from: options.dayAfter(hour), normal };
    this.learnedAt = this.next.from;
  }

  private refitted(oldest: HourIndex, incidents: readonly Incident[]): Normal | null {
    const { baseline, calibration, reference } = this.options;
    const clean = this.live.map(({ hour, evidence }) => {
      const changed = new Set(incidents.flatMap((incident) => changedFeatures(incident, hour)));
      return { hour, evidence: withoutFeatures(baseline, evidence, changed) };
    });
    const byHour = new Map([...reference, ...clean].map((window) => [window.hour, window]));
    const windows = [...byHour.values()].filter(({ hour }) => hour >= oldest).sort((a, b) => a.hour - b.hour);
    try {
      return refitNormal(baseline, this.normal, windows, calibration);
    } catch (error) {
      if (error instanceof CalibrationInputError) return null;
      throw error;
    }
  }
}

/** Features of an incident from the first hour of its changes to the hour it closed. */
function changedFeatures({ findings, openedHour, closedHour }: Incident, hour: HourIndex): string[] {
  const first = Math.min(openedHour, ...findings.map(({ onsetHour }) => onsetHour));
  const covers = hour >= first && hour <= (closedHour ?? Infinity);
  return covers ? findings.map(({ feature }) => feature) : [];
}
