import { type HashFilter, parseFilter, serialiseFilter } from "../../../core/labels/hash-filter.js";
import type { HourIndex } from "../../../contracts/verdict.js";
import { labelKeys } from "../../keys.js";
import type { LabelDeps } from "../../deps.js";

/** Which ids an hour may hold. It is written last when an hour is compacted: where it belongs to the join rows, all is done. */
export interface JoinFilter {
  /** ETag of the join rows that it is the filter of. */
  readonly joinRows: string;
  /** Of the captures' rows that these are made of. */
  readonly fingerprint: string;
  readonly filter: HashFilter;
}

const LENGTH_BYTES = 4;

export async function writeJoinFilter(
  hour: HourIndex,
  { joinRows, fingerprint, filter }: JoinFilter,
  { store, monitor }: LabelDeps,
): Promise<void> {
  const about = new TextEncoder().encode(JSON.stringify({ joinRows, fingerprint }));
  const body = serialiseFilter(filter);
  const bytes = new Uint8Array(LENGTH_BYTES + about.length + body.length);
  new DataView(bytes.buffer).setUint32(0, about.length, true);
  bytes.set(about, LENGTH_BYTES);
  bytes.set(body, LENGTH_BYTES + about.length);
  await store.put(labelKeys.joinFilter(monitor.name, hour), bytes);
}

/** Null where the hour has none. */
export async function readJoinFilter(hour: HourIndex, { store, monitor }: LabelDeps): Promise<JoinFilter | null> {
  const object = await store.get(labelKeys.joinFilter(monitor.name, hour));
  if (!object) return null;
  const { bytes } = object;
  const end = LENGTH_BYTES + new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const about = JSON.parse(new TextDecoder().decode(bytes.subarray(LENGTH_BYTES, end))) as Omit<JoinFilter, "filter">;
  return { ...about, filter: parseFilter(bytes.subarray(end)) };
}
