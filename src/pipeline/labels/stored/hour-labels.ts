import type { ObjectHead } from "../../../contracts/ports.js";
import type { HourIndex } from "../../../contracts/verdict.js";
import type { CodedRows } from "../../../core/labels/coded-rows.js";
import { type KeyedRows, TIME } from "../../../core/labels/keyed-rows.js";
import { LABEL } from "../../../core/labels/read-labels.js";
import { parseRows, serialiseRows } from "../../../core/labels/stored-rows.js";
import type { LabelDeps } from "../../deps.js";
import { DAY_MS, hourFromKey, hourKey } from "../../hour.js";
import { labelKeys, partitions } from "../../keys.js";

/** The labels of one batch whose predictions are in an hour. */
export interface HourLabels extends ObjectHead {
  readonly batch: string;
}

export async function listHourLabels(hour: HourIndex, { store, monitor }: LabelDeps): Promise<readonly HourLabels[]> {
  const prefix = labelKeys.labelsOfHour(monitor.name, hour);
  const found: HourLabels[] = [];
  for await (const object of store.list(prefix)) found.push({ ...object, batch: object.key.slice(prefix.length) });
  return found;
}

/** Null where the batch has none in the hour. */
export async function readHourLabels(
  hour: HourIndex,
  batch: string,
  { store, monitor }: LabelDeps,
): Promise<(CodedRows & { readonly etag: string }) | null> {
  const object = await store.get(labelKeys.labels(monitor.name, hour, batch));
  return object && { ...parseRows(object.bytes), etag: object.etag };
}

/** Keeps what a label is made of, whatever else its row says. */
export async function writeHourLabels(
  hour: HourIndex,
  batch: string,
  { rows, classes }: CodedRows,
  { store, monitor }: LabelDeps,
): Promise<void> {
  const columns = { [TIME]: rows.columns[TIME]!, [LABEL]: rows.columns[LABEL]! };
  const kept: KeyedRows = { ...rows, columns };
  await store.put(labelKeys.labels(monitor.name, hour, batch), serialiseRows(kept, classes));
}

/** Longer than anything that can still change a label: file and hour both wait for each other. */
const REMEMBERED_DAYS = 60;

/** Notes, before labels of a file are written into hours, that they are: where the file says something else, these hours change too. */
export async function noteLabelHours(
  file: string,
  hours: Iterable<HourIndex>,
  nowMs: number,
  { table, monitor }: LabelDeps,
): Promise<void> {
  const pk = partitions.labelHours(monitor.name, file);
  const expiresAtMs = nowMs + (2 * monitor.labels!.waitDays + REMEMBERED_DAYS) * DAY_MS;
  for (const hour of hours) await table.put({ pk, sk: hourKey(hour), body: {}, expiresAtMs }, nowMs);
}

/** Hours into which labels of the file have ever been written. */
export async function notedLabelHours(
  file: string,
  nowMs: number,
  { table, monitor }: LabelDeps,
): Promise<readonly HourIndex[]> {
  const hours: HourIndex[] = [];
  for await (const { sk } of table.query(partitions.labelHours(monitor.name, file), {}, nowMs))
    hours.push(hourFromKey(sk));
  return hours;
}
