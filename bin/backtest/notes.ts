import type { MonitorConfig } from "../../src/config/index.js";
import type { Baseline } from "../../src/contracts/baseline.js";
import type { ReplayPromise } from "../../src/core/backtest/backtest-result.js";
import type { SchemaChange } from "../../src/core/baseline/schema-changes.js";
import type { ReadLog } from "./read-log.js";

export interface NoteSubjects {
  readonly promise: ReplayPromise;
  readonly baseline: Baseline;
  readonly reference: ReadLog;
  readonly production: ReadLog;
  readonly changes: readonly SchemaChange[];
  readonly timeMovers: readonly string[];
  readonly unusualWindows: number;
  readonly monitor: MonitorConfig | null;
}

/** Rejected records beyond this share are worth a word. */
const MANY_REJECTED = 0.01;
const EPOCH_YEAR_MS = 365 * 86_400_000;

/** What a reader should know before believing the figures, most important first. */
export function notesOf(subjects: NoteSubjects): string[] {
  const { promise, timeMovers, unusualWindows } = subjects;
  return [
    ...(promise.why === null ? [] : [promise.why]),
    ...periodNotes(subjects),
    ...rejectNotes("reference", subjects.reference),
    ...rejectNotes("production", subjects.production),
    ...columnNotes(subjects),
    ...(subjects.monitor?.features.importance ? ["features.importance is not read: all columns count alike"] : []),
    ...timeMovers.map(
      (name) =>
        `${name} goes with the clock in the reference: every rule will find it changed; --ignore ${name} leaves it out`,
    ),
    ...(unusualWindows === 0
      ? []
      : [
          `${unusualWindows} checks of reference windows would have alarmed; --exclude leaves out days that were not normal`,
        ]),
  ];
}

function periodNotes({ reference, production }: NoteSubjects): string[] {
  if (!reference.period || !production.period) return [];
  const overlaps = production.period.firstMs <= reference.period.lastMs;
  const epoch = [reference.period, production.period].some(({ lastMs }) => lastMs >= 0 && lastMs < EPOCH_YEAR_MS);
  return [
    ...(overlaps
      ? [
          `production begins ${iso(production.period.firstMs)}, before the reference ends ${iso(reference.period.lastMs)}: all of it is judged as production`,
        ]
      : []),
    ...(epoch
      ? [
          "times lie in 1970: numbers are read as seconds since 1970-01-01, which suits a clock that starts at 0 but not a year",
        ]
      : []),
  ];
}

function rejectNotes(side: string, { files }: ReadLog): string[] {
  const used = files.reduce((sum, { records }) => sum + records, 0);
  const rejected = files.reduce((sum, { rejects }) => sum + rejects.total, 0);
  const share = rejected / Math.max(1, used + rejected);
  return share < MANY_REJECTED
    ? []
    : [`${Math.round(100 * share)} % of the ${side}'s records were rejected and are judged by nothing`];
}

function columnNotes({ changes }: NoteSubjects): string[] {
  return changes.map((change) => {
    switch (change.kind) {
      case "vanished-column":
        return `${change.column} is in the reference only and is not judged; name it with --label if it is the label`;
      case "new-column":
        return `${change.column} is in production only and is not judged`;
      case "no-longer-constant":
        return `${change.column} is constant in the reference and is not judged; production holds ${change.distinct} values`;
      case "new-type":
        return `${change.column}: ${change.rows} of ${change.of} values are ${change.type}, a type that the reference does not hold here`;
    }
  });
}

const iso = (timeMs: number): string => new Date(timeMs).toISOString();
