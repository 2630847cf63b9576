import { DAYS_A_MONTH, GB, type Usage } from "./usage.js";

/** What one monitor keeps, and for how long. */
export interface Kept {
  readonly objectsPerHour: number;
  readonly recordsPerObject: number;
  readonly features: number;
  /** How long rows wait in the store to be joined with labels; null where none are expected. */
  readonly labelWaitDays: number | null;
  readonly retentionDays: number;
}

/**
 * Bytes of one column in a stored profile: a sketch of numbers with many digits at its largest, which saturates. Columns
 * of few values take a tenth of it. Measured with `plumbline profile --out` on 14 numeric and 6 categorical columns of
 * 100 to 100,000 records: 300 to 4,200 bytes a column.
 */
const COLUMN_BYTES = { least: 100, perRecord: 2.2, most: 4200 };
/** Inventory entry of a capture; it outlives the retention, and is counted for as long. */
const INVENTORY_BYTES = 250;
/** Report and verdict of an hour, as measured with 2 to 16 features. */
const HOUR_BYTES = { least: 12_000, perColumn: 1_500 };
/** Id, time, score and class of a record that waits for its label: by capture, by hour, and the label. */
const ROW_BYTES = 60;
/** Rows outlive the wait by as much. */
const LATE_DAYS = 14;
/** State in DynamoDB of an hour, as it is written, and how long most of it is kept. */
const STATE_BYTES = { least: 1500, perColumn: 600, hours: 30 * 24 };

/**
 * Storage once the retention is reached, which is its most: a young monitor stores less.
 *
 * @returns GB-months of S3 and DynamoDB; the table's point-in-time recovery holds as much again
 */
export function storedUsage({ objectsPerHour, recordsPerObject, features, labelWaitDays, retentionDays }: Kept): Usage {
  const hours = retentionDays * 24;
  const column = (records: number): number =>
    Math.min(COLUMN_BYTES.most, COLUMN_BYTES.least + COLUMN_BYTES.perRecord * records);
  const captures = objectsPerHour * hours * (features * column(recordsPerObject) + INVENTORY_BYTES);
  const judged = Math.min(1, objectsPerHour) * hours;
  const windows =
    judged * (features * (column(objectsPerHour * recordsPerObject) + HOUR_BYTES.perColumn) + HOUR_BYTES.least);
  const waitHours = labelWaitDays === null ? 0 : (labelWaitDays + LATE_DAYS) * 24;
  const rows = objectsPerHour * recordsPerObject * waitHours * ROW_BYTES;
  const state =
    (Math.min(1, objectsPerHour) * STATE_BYTES.hours * (STATE_BYTES.least + features * STATE_BYTES.perColumn)) / GB;
  return {
    s3StorageGbMonth: (captures + windows + rows) / GB,
    dynamoStorageGbMonth: state,
    dynamoBackupGbMonth: state,
  };
}

/** LIST requests of a daily reconciliation: every capture and every inventory entry, a thousand a request. */
export function listingsAMonth(objectsPerHour: number, retentionDays: number, keysAListing: number): number {
  const keys = objectsPerHour * 24 * retentionDays;
  return 2 * Math.floor(keys / keysAListing) * DAYS_A_MONTH;
}
