import type { MonitorConfig } from "../../src/config/index.js";
import { isTimeZone, parsePeriodDays, periodIn } from "../../src/config/period.js";
import type { Severity } from "../../src/contracts/verdict.js";
import { UsageError } from "../failure.js";
import type { ExcludedPeriod } from "./read-log.js";

export interface BacktestOptions {
  readonly reference: string[];
  readonly production: string[];
  readonly config?: string;
  readonly monitor?: string;
  readonly falseAlarmsPer30Days?: string;
  readonly rule?: string;
  readonly alone?: boolean;
  readonly page?: string;
  readonly timestamp?: string;
  readonly id?: string[];
  readonly prediction?: string[];
  readonly label?: string[];
  readonly ignore?: string[];
  readonly window?: string;
  readonly timeZone?: string;
  readonly exclude?: string[];
  readonly format?: string;
  readonly out?: string;
}

/** What a replay is judged by; the command line comes before the configuration. */
export interface ReplaySettings {
  readonly monitor: string;
  /** Null: found from the data. */
  readonly windowSize: "hour" | "day" | null;
  readonly timeZone: string;
  readonly excluded: readonly (ExcludedPeriod & { readonly text: string })[];
  /** Least severity that pages. */
  readonly page: Severity;
  readonly falseAlarmsPer30Days: number;
}

const SEVERITIES: readonly Severity[] = ["low", "medium", "high", "critical"];

/** @throws UsageError for a value that can't be used, with what is expected */
export function replaySettings(options: BacktestOptions, monitor: MonitorConfig | null): ReplaySettings {
  const timeZone = options.timeZone ?? monitor?.window.timeZone ?? "UTC";
  if (!isTimeZone(timeZone)) {
    throw new UsageError(`--time-zone expects an IANA name such as Europe/Berlin, got ${timeZone}`);
  }
  const excluded = (options.exclude ?? []).map((text) => {
    if (parsePeriodDays(text)) return periodIn(text, timeZone);
    throw new UsageError(`--exclude expects whole days such as 2026-12-24/2026-12-26 or 2026-12-24, got ${text}`);
  });
  return {
    monitor: monitor?.name ?? "Backtest",
    windowSize: windowSize(options.window) ?? monitor?.window.size ?? null,
    timeZone,
    excluded: [...excluded, ...(monitor?.alarms.exclude ?? [])],
    page: severity(options.page) ?? monitor?.alarms.page ?? "medium",
    falseAlarmsPer30Days: budget(options.falseAlarmsPer30Days) ?? monitor?.alarms.falseAlarmsPer30Days ?? 1,
  };
}

function windowSize(text: string | undefined): "hour" | "day" | null {
  if (text === undefined || text === "auto") return null;
  if (text === "hour" || text === "day") return text;
  throw new UsageError(`--window expects hour or day, got ${text}`);
}

function severity(text: string | undefined): Severity | null {
  if (text === undefined) return null;
  const known = SEVERITIES.find((each) => each === text);
  if (known) return known;
  throw new UsageError(`--page expects one of ${SEVERITIES.join(", ")}, got ${text}`);
}

/** The configuration allows as much. */
const MOST_FALSE_ALARMS = 1_000;

function budget(text: string | undefined): number | null {
  if (text === undefined) return null;
  const value = text.trim() === "" ? NaN : Number(text);
  if (value > 0 && value <= MOST_FALSE_ALARMS) return value;
  throw new UsageError(`--false-alarms-per-30-days expects a number above 0, such as 1, got ${text}`);
}
