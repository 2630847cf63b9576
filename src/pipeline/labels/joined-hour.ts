import { createHash } from "node:crypto";
import type { HourIndex } from "../../contracts/verdict.js";
import { CodedRowsMerger } from "../../core/labels/coded-rows.js";
import { LABEL, type LabelRows } from "../../core/labels/read-labels.js";
import type { PredictionRows } from "../../core/labels/read-predictions.js";
import type { LabelDeps } from "../deps.js";
import { type HourLabels, listHourLabels, readHourLabels } from "./stored/hour-labels.js";
import { readJoinRows } from "./stored/join-rows.js";
import { fileOfBatch, type LabelFile, readLabelFileEntry } from "./stored/label-files.js";

/** The predictions of an hour and all labels that have come for them. */
export interface JoinedHour {
  /** Repeated ids included: `labelledPairs` keeps the first of each. */
  readonly predictions: PredictionRows;
  /** Of all label files, in order of the files' arrival; not yet one an id. */
  readonly labels: LabelRows;
  /** Hash of what was read: the same fingerprint is the same quality. */
  readonly fingerprint: string;
}

/** Null where the hour has not been compacted, or no capture has a row in it. */
export async function joinedHour(hour: HourIndex, deps: LabelDeps): Promise<JoinedHour | null> {
  const joined = await readJoinRows(hour, deps);
  if (!joined) return null;
  const hash = createHash("sha256").update(joined.etag);
  const merger = new CodedRowsMerger(LABEL);
  for (const { batch } of await currentLabels(hour, deps)) {
    const labels = await readHourLabels(hour, batch, deps);
    if (!labels) continue;
    merger.add(labels);
    hash.update(`\n${batch}\n${labels.etag}`);
  }
  const { rows, classes } = merger.finish();
  return {
    predictions: joined.rows,
    labels: { keyed: rows, classes, read: rows.rows, faults: {} },
    fingerprint: hash.digest("hex").slice(0, 32),
  };
}

/** Labels that a file says now, in order of the files' arrival; those of an older content of it are left out. */
async function currentLabels(hour: HourIndex, deps: LabelDeps): Promise<readonly HourLabels[]> {
  const current: { readonly labels: HourLabels; readonly file: LabelFile }[] = [];
  for (const labels of await listHourLabels(hour, deps)) {
    const file = await fileOf(labels.batch, deps);
    if (file?.batch === labels.batch) current.push({ labels, file });
  }
  const inOrder = current.sort(
    (a, b) => a.file.lastModifiedMs - b.file.lastModifiedMs || (a.file.key < b.file.key ? -1 : 1),
  );
  return inOrder.map(({ labels }) => labels);
}

/** One label file is asked for by each hour that it has labels in; where it changes meanwhile, these hours are marked again. */
const known = new WeakMap<LabelDeps, Map<string, LabelFile>>();

async function fileOf(batch: string, deps: LabelDeps): Promise<LabelFile | null> {
  const files = known.get(deps) ?? new Map<string, LabelFile>();
  known.set(deps, files);
  const kept = files.get(batch);
  if (kept) return kept;
  const stored = await readLabelFileEntry(fileOfBatch(batch), deps);
  if (stored?.entry.batch === batch) files.set(batch, stored.entry);
  return stored?.entry ?? null;
}
