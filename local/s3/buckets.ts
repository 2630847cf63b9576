import type { Simulation, StoredObject } from "../contracts.js";
import { ServiceFault } from "../errors.js";
import { Bucket, type ExpiryRule, type ObjectInfo } from "./bucket.js";

export interface ObjectChange {
  readonly bucket: string;
  readonly type: "Object Created" | "Object Deleted";
  /** The call that made the change, e.g. `PutObject`. */
  readonly reason: string;
  readonly object: ObjectInfo;
}

/** All buckets of the account. */
export class Buckets {
  readonly #dir: string;
  readonly #simulation: Simulation;
  readonly #onChange: (change: ObjectChange) => void;
  readonly #buckets = new Map<string, Bucket>();

  /** @param onChange hears of every object created or deleted in a bucket that tells EventBridge */
  constructor(dir: string, simulation: Simulation, onChange: (change: ObjectChange) => void) {
    this.#dir = dir;
    this.#simulation = simulation;
    this.#onChange = onChange;
  }

  create(name: string, eventBridge: boolean, expiry: readonly ExpiryRule[] = []): void {
    const bucket = this.#buckets.get(name) ?? new Bucket(this.#dir, name, eventBridge);
    bucket.eventBridge = eventBridge;
    bucket.expiry = expiry;
    this.#buckets.set(name, bucket);
  }

  names(): readonly string[] {
    return [...this.#buckets.keys()];
  }

  /** @throws ServiceFault NoSuchBucket */
  bucket(name: string): Bucket {
    const bucket = this.#buckets.get(name);
    if (bucket === undefined) throw new ServiceFault("NoSuchBucket", `the bucket ${name} does not exist`, 404);
    return bucket;
  }

  put(
    bucket: string,
    key: string,
    body: Uint8Array,
    headers: Readonly<Record<string, string>>,
    reason: string,
  ): ObjectInfo {
    const object = this.bucket(bucket).put(key, body, this.#simulation.nowMs(), headers);
    this.#tell({ bucket, type: "Object Created", reason, object });
    return object;
  }

  /** Deleting what isn't there succeeds and tells nobody, as in S3. */
  delete(bucket: string, key: string, reason: string): void {
    const object = this.bucket(bucket).delete(key);
    if (object !== undefined) this.#tell({ bucket, type: "Object Deleted", reason, object });
  }

  /** An object that was there before the deployment: no event, and a time of its own. */
  seed(bucket: string, key: string, body: Uint8Array, lastModifiedMs: number): void {
    this.bucket(bucket).put(key, body, lastModifiedMs, {});
  }

  view(bucket: string, prefix: string): readonly StoredObject[] {
    const objects = [...(this.#buckets.get(bucket)?.list(prefix) ?? [])].map(({ key, sizeBytes, lastModifiedMs }) => ({
      bucket,
      key,
      sizeBytes,
      lastModifiedMs,
    }));
    return objects.sort((a, b) => a.lastModifiedMs - b.lastModifiedMs);
  }

  read(bucket: string, key: string): Uint8Array | undefined {
    const found = this.#buckets.get(bucket);
    const info = found?.info(key);
    return info === undefined ? undefined : found?.read(info);
  }

  save(): void {
    for (const bucket of this.#buckets.values()) bucket.save();
  }

  #tell(change: ObjectChange): void {
    if (this.bucket(change.bucket).eventBridge) this.#onChange(change);
  }
}
