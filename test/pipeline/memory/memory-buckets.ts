import { createHash } from "node:crypto";
import { ConditionFailedError } from "../../../src/contracts/errors.js";
import type { Buckets, ObjectHead, ObjectStore, StoredBytes } from "../../../src/contracts/ports.js";

/** Runs before every write, so that a test can crash, or let others work, there. */
export type WriteHook = (what: string) => Promise<void>;

export interface MemoryBuckets extends Buckets {
  /** Everything that a bucket holds, by key, in order of keys. */
  contents(name: string): ReadonlyMap<string, StoredBytes>;
}

/** S3 as its documentation promises it: strong consistency, ETag = MD5, whole seconds of LastModified. */
export function memoryBuckets(clock: () => number, beforeWrite: WriteHook = () => Promise.resolve()): MemoryBuckets {
  const buckets = new Map<string, Map<string, StoredBytes>>();
  const contents = (name: string): Map<string, StoredBytes> => {
    const found = buckets.get(name) ?? new Map<string, StoredBytes>();
    buckets.set(name, found);
    return found;
  };
  return {
    bucket: (name) => memoryStore(contents(name), clock, beforeWrite),
    contents: (name) => new Map([...contents(name)].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

function memoryStore(objects: Map<string, StoredBytes>, clock: () => number, beforeWrite: WriteHook): ObjectStore {
  const headOf = ({ key, etag, sizeBytes, lastModifiedMs }: StoredBytes): ObjectHead => ({
    key,
    etag,
    sizeBytes,
    lastModifiedMs,
  });
  const version = (key: string, etag: string): StoredBytes => {
    const object = objects.get(key);
    if (object?.etag !== etag) throw new ConditionFailedError(key);
    return object;
  };
  return {
    async head(key) {
      const object = objects.get(key);
      return await Promise.resolve(object ? headOf(object) : null);
    },
    async get(key) {
      return await Promise.resolve(objects.get(key) ?? null);
    },
    async getRange(key, start, end, etag) {
      return await Promise.resolve(version(key, etag).bytes.slice(start, end));
    },
    async *stream(key, etag) {
      yield await Promise.resolve(version(key, etag).bytes);
    },
    async put(key, bytes, { expect } = {}) {
      await beforeWrite(`put ${key}`);
      const before = objects.get(key);
      if (expect === "absent" ? before !== undefined : expect !== undefined && before?.etag !== expect.etag) {
        throw new ConditionFailedError(key);
      }
      const etag = `"${createHash("md5").update(bytes).digest("hex")}"`;
      const lastModifiedMs = Math.floor(clock() / 1000) * 1000;
      objects.set(key, { key, etag, sizeBytes: bytes.length, lastModifiedMs, bytes: bytes.slice() });
      return etag;
    },
    async delete(key) {
      await beforeWrite(`delete ${key}`);
      objects.delete(key);
    },
    async *list(prefix, startAfter = "") {
      const keys = [...objects.keys()].filter((key) => key.startsWith(prefix) && key > startAfter).sort();
      for (const key of keys) {
        const object = objects.get(key);
        if (object) yield await Promise.resolve(headOf(object));
      }
    },
  };
}
