import type { Rejects } from "../../src/contracts/records.js";
import type { SchemaChange } from "../../src/core/baseline/schema-changes.js";
import type { ReadFile } from "./read-profile.js";
import type { ColumnReport } from "./column-report.js";

/** What `plumbline profile --json` prints; fields are added, never changed. */
export interface ProfileReport {
  readonly files: readonly {
    readonly name: string;
    /** Null where the file held nothing. */
    readonly format: string | null;
    readonly used: number;
    readonly rejected: number;
  }[];
  readonly records: {
    /** used + rejected. */
    readonly read: number;
    readonly used: number;
    readonly rejected: number;
    /** 0 for a note: something was left out of records that are used. */
    readonly rejectedByReason: Rejects["byReason"];
    /** The first of each file and reason: where it stood and what was expected. */
    readonly rejectedFirst: readonly RejectedRecord[];
  };
  /** In the order in which the files name them. */
  readonly columns: readonly ColumnReport[];
  /** Columns that are no features of the monitor: ids, times, ignored ones. */
  readonly leftOut: readonly string[];
  /** Null without --reference. */
  readonly reference: {
    readonly name: string;
    readonly records: number;
    readonly rejected: number;
    readonly changes: readonly SchemaChange[];
  } | null;
  /** Why a file may be no data at all, though it can be read as CSV; null where nothing speaks for that. */
  readonly doubt: string | null;
}

interface RejectedRecord {
  readonly file: string;
  /** 1-based line, or row of a Parquet file. */
  readonly line: number;
  readonly reason: string;
  readonly detail: string;
}

/** Files, counts and first rejected records; in = used + rejected. */
export function countsOf(files: readonly ReadFile[]): Pick<ProfileReport, "files" | "records"> {
  const byReason: Partial<Record<string, number>> = {};
  for (const { rejects } of files)
    for (const [reason, count] of Object.entries(rejects.byReason)) byReason[reason] = (byReason[reason] ?? 0) + count;
  const used = files.reduce((sum, { records }) => sum + records, 0);
  const rejected = files.reduce((sum, { rejects }) => sum + rejects.total, 0);
  return {
    files: files.map(({ name, format, records, rejects }) => ({
      name,
      format,
      used: records,
      rejected: rejects.total,
    })),
    records: {
      read: used + rejected,
      used,
      rejected,
      rejectedByReason: byReason,
      rejectedFirst: files.flatMap(firstOfEachReason),
    },
  };
}

function firstOfEachReason({ name, rejects }: ReadFile): RejectedRecord[] {
  const told = new Set<string>();
  return rejects.samples.flatMap(({ reason, line, detail }) => {
    if (told.has(reason)) return [];
    told.add(reason);
    return [{ file: name, line, reason, detail }];
  });
}
