import type { ByteSource, CaptureFormatName, DecodeOptions } from "../../src/contracts/decoding.js";
import { UnreadableSourceError } from "../../src/contracts/errors.js";
import type { HourIndex } from "../../src/contracts/verdict.js";
import { openCapture } from "../../src/core/decode/open-capture.js";
import { createRejectLog } from "../../src/core/decode/reject-log.js";
import { formatOf } from "../inspect/read-sample.js";
import type { ProgressBar } from "../profile/progress-bar.js";
import type { ReadFile } from "../profile/read-profile.js";
import { eventTimes, timeExpectation, type TimePlace } from "./event-times.js";
import type { WindowClock } from "./window-clock.js";
import type { WindowProfiles } from "./window-profiles.js";

/** Timestamped files of one side of a replay, and how they are read. */
export interface Log {
  readonly sources: readonly ByteSource[];
  readonly format: CaptureFormatName | "auto";
  readonly options: DecodeOptions;
  /** Where the event time of a file's records stands. */
  readonly timeOf: (source: ByteSource) => TimePlace;
}

/** A file's records are used, rejected, or in a period that was excluded. */
export interface LogFile extends ReadFile {
  readonly excluded: number;
}

export interface ReadLog {
  readonly files: readonly LogFile[];
  /** Of records that are used, epoch milliseconds; null where there are none. */
  readonly period: { readonly firstMs: number; readonly lastMs: number } | null;
  /** Names of all columns in the order in which they first came. */
  readonly columns: readonly string[];
  /** First hours of windows with records, ascending. */
  readonly windows: readonly HourIndex[];
}

/** Instants that are left out, epoch milliseconds [fromMs, toMs). */
export interface ExcludedPeriod {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * Reads timestamped files into windows. Records without a time are rejected as `time-missing`.
 *
 * @throws UnreadableSourceError when a file can't be read
 */
export async function readLog(
  log: Log,
  clock: WindowClock,
  excluded: readonly ExcludedPeriod[],
  into: WindowProfiles,
  progress: ProgressBar,
): Promise<ReadLog> {
  const columns = new Set<string>();
  const files: LogFile[] = [];
  const span = { firstMs: Infinity, lastMs: -Infinity };
  for (const source of log.sources) {
    const rejects = createRejectLog();
    const place = log.timeOf(source);
    let rowsBefore = 0;
    let [used, left] = [0, 0];
    for await (const batch of openCapture(progress.watched(source), log.format, log.options, rejects)) {
      const windows = eventTimes(batch, place);
      for (let row = 0; row < batch.rows; row++) {
        const timeMs = windows[row]!;
        if (Number.isNaN(timeMs) || Math.abs(timeMs) > LATEST_MS) {
          rejects.reject("time-missing", rowsBefore + row + 1, timeExpectation(place));
          windows[row] = NaN;
        } else if (excluded.some(({ fromMs, toMs }) => timeMs >= fromMs && timeMs < toMs)) {
          left++;
          windows[row] = NaN;
        } else {
          used++;
          span.firstMs = Math.min(span.firstMs, timeMs);
          span.lastMs = Math.max(span.lastMs, timeMs);
          windows[row] = clock.windowAt(timeMs);
        }
      }
      rowsBefore += batch.rows;
      await into.add(batch, windows);
      for (const { name } of batch.columns) columns.add(name);
      progress.advance(source.name, batch.rows);
    }
    files.push(await logFile(source, log.format, used, left, rejects.summary()));
  }
  if (files.every(({ records, excluded, rejects }) => records + excluded + rejects.total === 0)) {
    throw new UnreadableSourceError(log.sources.map(({ name }) => name).join(", "), "expects records, got none");
  }
  const windows = into.finish();
  return { files, period: windows.length > 0 ? span : null, columns: [...columns], windows };
}

/** What JavaScript's dates can hold. */
const LATEST_MS = 8.64e15;

async function logFile(
  source: ByteSource,
  format: Log["format"],
  records: number,
  excluded: number,
  rejects: ReadFile["rejects"],
): Promise<LogFile> {
  const empty = records + excluded + rejects.total === 0;
  const known = format === "auto" ? (empty ? null : await formatOf(source)) : format;
  return { name: source.name, format: known, records, excluded, rejects };
}
