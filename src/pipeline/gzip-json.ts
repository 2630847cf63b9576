import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import type { ObjectStore } from "../contracts/ports.js";

/** Writes plain JSON, compressed. */
export async function putGzipJson(store: ObjectStore, key: string, value: unknown): Promise<void> {
  const bytes = await promisify(gzip)(JSON.stringify(value));
  await store.put(key, bytes, { contentType: "application/gzip" });
}

/** @returns null where the key is absent */
export async function getGzipJson<T>(
  store: ObjectStore,
  key: string,
  revive?: (key: string, value: unknown) => unknown,
): Promise<T | null> {
  const stored = await store.get(key);
  return stored && (JSON.parse((await promisify(gunzip)(stored.bytes)).toString("utf8"), revive) as T);
}
