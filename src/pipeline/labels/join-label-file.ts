import { ConditionFailedError } from "../../contracts/errors.js";
import type { ObjectHead } from "../../contracts/ports.js";
import { otherRows } from "../../core/labels/held-rows.js";
import { rowsAt } from "../../core/labels/keyed-rows.js";
import { totalFaults } from "../../core/labels/row-faults.js";
import { closeAttempt, inheritance, openAttempt, type OwnAttempts, writeAttempt } from "../capture-attempts.js";
import { isCapture } from "../capture-filter.js";
import type { JoinDeps } from "../deps.js";
import { DAY_MS } from "../hour.js";
import { sourceHash } from "../keys.js";
import { type LabelFileContent, readLabelFile } from "./columns/read-label-file.js";
import { labelsVersion } from "./columns/rows-plan.js";
import { isWaitOver } from "./is-wait-over.js";
import { markLabelled } from "./labelled-hours.js";
import { type FoundLabels, searchHours } from "./search-hours.js";
import { noteLabelHours, notedLabelHours, readHourLabels, writeHourLabels } from "./stored/hour-labels.js";
import { batchOf, type LabelFile, readLabelFileEntry, writeLabelFileEntry } from "./stored/label-files.js";
import { emptyWaiting, writeWaiting } from "./stored/waiting-labels.js";

/** How the joining of one label file ended. */
export type JoinOutcome =
  | {
      readonly kind: "joined";
      readonly labels: number;
      /** Labels whose predictions have been found. */
      readonly matched: number;
      readonly faults: number;
      readonly hours: number;
    }
  /** This content has been joined before: a duplicate event. */
  | { readonly kind: "unchanged" }
  | { readonly kind: "unreadable"; readonly reason: string }
  /** Deleted before it could be read: what it said before still holds. */
  | { readonly kind: "vanished" }
  /** Not a label file of this monitor. */
  | { readonly kind: "ignored" };

/** A file that is overwritten this often while it is being read is left to the queue. */
const MAX_ROUNDS = 5;

/**
 * Joins one label file with the predictions compacted so far: for every hour that holds some, which labels of the file belong there, a pure function of
 * both. In this order, so that duplicates, retries, crashes and overwrites change no label: the attempt; all labels as waiting; the search; the hours
 * that will be touched; labels of these hours; what waits on; a look whether the content is still the same; the entry, from which on the content's labels
 * count in place of an older content's; marks of all hours that either touched; the end of the attempt.
 *
 * @param again true to search for a content that has been joined before: predictions of it have moved
 * @throws ConditionFailedError (retryable) when others keep changing the same file
 */
export async function joinLabelFile(key: string, again: boolean, nowMs: number, deps: JoinDeps): Promise<JoinOutcome> {
  if (!isLabelFile(key, deps)) return { kind: "ignored" };
  const ours: OwnAttempts = new Map();
  for (let round = 0; round < MAX_ROUNDS; round++) {
    try {
      const outcome = await joinOnce(key, again, ours, nowMs, deps);
      if (outcome) return outcome;
    } catch (error) {
      if (!(error instanceof ConditionFailedError)) throw error;
      deps.log.info("label file is being joined by others, starting again", { key, round });
    }
  }
  throw new ConditionFailedError(`label file ${key}`);
}

/** True for objects below the labels' prefix, without those that captures leave out: `_SUCCESS`, temporary files. */
export function isLabelFile(key: string, { monitor }: Pick<JoinDeps, "monitor">): boolean {
  const { labels, captures } = monitor;
  return labels !== null && isCapture(key, { prefix: labels.prefix, include: [], exclude: captures.exclude });
}

/** @returns null when the content changed meanwhile */
async function joinOnce(
  key: string,
  again: boolean,
  ours: OwnAttempts,
  nowMs: number,
  deps: JoinDeps,
): Promise<JoinOutcome | null> {
  const { table, monitor } = deps;
  const version = labelsVersion(monitor);
  const file = sourceHash(deps.captureBucket, key);
  const [head, before, attempt] = await Promise.all([
    deps.captures.head(key),
    readLabelFileEntry(file, deps),
    openAttempt(table, monitor.name, version, file, nowMs),
  ]);
  if (!head) return { kind: "vanished" };
  if (!attempt && !again && before?.entry.etag === head.etag) return { kind: "unchanged" };

  const content = await readLabelFile(head, deps.captures, monitor);
  const inheritedMs = inheritance(attempt, ours, nowMs);
  const next = { key, hours: [], openedAtMs: inheritedMs ?? nowMs };
  const revision = await writeAttempt(table, monitor.name, version, file, next, attempt, nowMs);
  ours.set(revision, inheritedMs);
  const batch = { file, id: batchOf(file, head, deps), head, content };
  const { found, matched, over } = await joinBatch(batch, nowMs, deps);
  if ((await deps.captures.head(key))?.etag !== head.etag) return null;

  if (content.unreadable !== null) await tellUnreadable(key, content.unreadable, deps);
  if (before && before.entry.batch !== batch.id) await emptyWaiting(before.entry.batch, deps);
  const unmatched = over ? content.rows.rows - matched : null;
  await writeLabelFileEntry(file, entryOf(batch, unmatched, deps), before, deps);
  // Read anew: waiting labels may have been written into further hours meanwhile.
  await markLabelled(table, monitor.name, await notedLabelHours(file, nowMs, deps), nowMs);
  if (inheritedMs === null) await closeAttempt(table, monitor.name, version, file, revision);
  if (content.unreadable !== null) return { kind: "unreadable", reason: content.unreadable };
  const { rows, faults } = content;
  return { kind: "joined", labels: rows.rows, matched, faults: totalFaults(faults), hours: found.length };
}

/** The labels of one content of a file. */
interface LabelBatch {
  readonly file: string;
  readonly id: string;
  readonly head: ObjectHead;
  readonly content: LabelFileContent;
}

interface JoinedBatch {
  readonly found: readonly FoundLabels[];
  readonly matched: number;
  /** True when the labels' wait is over. */
  readonly over: boolean;
}

/** @throws ConditionFailedError when an hour that was compacted meanwhile has met labels of the batch */
async function joinBatch({ file, id, head, content }: LabelBatch, nowMs: number, deps: JoinDeps): Promise<JoinedBatch> {
  const { rows, classes } = content;
  const untilMs = head.lastModifiedMs + deps.monitor.labels!.waitDays * DAY_MS;
  const waiting = { batch: id, classes, untilMs };
  const revision = await writeWaiting({ ...waiting, rows }, deps);
  const found = await searchHours(rows, head.lastModifiedMs, deps);
  const noted = await notedLabelHours(file, nowMs, deps);
  const hours = new Set(found.map(({ hour }) => hour));
  const unknown = [...hours].filter((hour) => !noted.includes(hour));
  await noteLabelHours(file, unknown, nowMs, deps);
  for (const { hour, positions } of found) {
    await writeHourLabels(hour, id, { rows: rowsAt(rows, positions), classes }, deps);
  }
  // Predictions that were in these hours before, and are not any more.
  for (const hour of noted) {
    if (hours.has(hour) || !(await readHourLabels(hour, id, deps))) continue;
    await writeHourLabels(hour, id, { rows: rowsAt(rows, new Uint32Array(0)), classes }, deps);
  }
  const met = anyOf(found, rows.rows);
  const over = await isWaitOver(untilMs, nowMs, deps);
  const left = rowsAt(rows, over ? new Uint32Array(0) : otherRows(rows.rows, met));
  await writeWaiting({ ...waiting, rows: left }, deps, { etag: revision });
  return { found, matched: met.length, over };
}

/** Rows that were found in at least one hour, ascending. */
function anyOf(found: readonly FoundLabels[], rows: number): Uint32Array {
  const met = new Uint8Array(rows);
  for (const { positions } of found) for (const row of positions) met[row] = 1;
  const any = new Uint32Array(rows);
  let count = 0;
  for (let row = 0; row < rows; row++) if (met[row] === 1) any[count++] = row;
  return any.subarray(0, count);
}

async function tellUnreadable(key: string, reason: string, deps: JoinDeps): Promise<void> {
  await deps.deadLetters.send([JSON.stringify({ plumbline: "labels", key, reason })]);
}

function entryOf({ id, head, content }: LabelBatch, unmatched: number | null, deps: JoinDeps): LabelFile {
  const { rows, read, repeated, conflicting, faults, rejects, unreadable } = content;
  return {
    bucket: deps.captureBucket,
    key: head.key,
    etag: head.etag,
    lastModifiedMs: head.lastModifiedMs,
    batch: id,
    read,
    labels: rows.rows,
    repeated,
    conflicting,
    faults,
    rejects,
    unmatched,
    unreadable,
  };
}
