import { createHash } from "node:crypto";
import type { ObjectHead } from "../../../contracts/ports.js";
import type { RejectReason } from "../../../contracts/records.js";
import type { FaultCounts } from "../../../core/labels/row-faults.js";
import type { LabelDeps } from "../../deps.js";
import { labelKeys } from "../../keys.js";
import { labelsVersion } from "../columns/rows-plan.js";

/** What is known of a label file: which content has been joined, and what became of each of its labels. */
export interface LabelFile {
  readonly bucket: string;
  readonly key: string;
  readonly etag: string;
  readonly lastModifiedMs: number;
  /** The labels that count: those of another batch of this file are of an older content. */
  readonly batch: string;
  /** read = labels + repeated + faults */
  readonly read: number;
  readonly labels: number;
  readonly repeated: number;
  readonly conflicting: number;
  readonly faults: FaultCounts;
  /** Records that are no labels at all, by reason. */
  readonly rejects: Readonly<Partial<Record<RejectReason, number>>>;
  /** Labels without a prediction once the wait was over; null while they wait. */
  readonly unmatched: number | null;
  /** Why the file can't be read at all; null where it can. */
  readonly unreadable: string | null;
}

export interface StoredLabelFile {
  readonly entry: LabelFile;
  /** For conditional writes. */
  readonly revision: string;
}

/** Identity of what one content of a label file says: its labels are never mixed with those of another content. */
export function batchOf(file: string, { etag, lastModifiedMs }: ObjectHead, { monitor }: LabelDeps): string {
  // The arrival is the time of labels that have none.
  const content = JSON.stringify([etag, lastModifiedMs, labelsVersion(monitor)]);
  return `${file}.${createHash("sha256").update(content).digest("hex").slice(0, 12)}`;
}

export const fileOfBatch = (batch: string): string => batch.slice(0, batch.indexOf("."));

/** @param file hash of the label file's name */
export async function readLabelFileEntry(file: string, { store, monitor }: LabelDeps): Promise<StoredLabelFile | null> {
  const object = await store.get(labelKeys.file(monitor.name, labelsVersion(monitor), file));
  if (!object) return null;
  return { entry: JSON.parse(new TextDecoder().decode(object.bytes)) as LabelFile, revision: object.etag };
}

/** @throws ConditionFailedError when the entry has been changed since `before` was read */
export async function writeLabelFileEntry(
  file: string,
  entry: LabelFile,
  before: StoredLabelFile | null,
  { store, monitor }: LabelDeps,
): Promise<void> {
  await store.put(
    labelKeys.file(monitor.name, labelsVersion(monitor), file),
    new TextEncoder().encode(JSON.stringify(entry)),
    { contentType: "application/json", expect: before ? { etag: before.revision } : "absent" },
  );
}
