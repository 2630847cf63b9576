import { createHash } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, openSync, closeSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { KeyIndex } from "./key-index.js";
import { ObjectFiles } from "./object-files.js";

/** What S3 knows of an object besides its bytes. */
export interface ObjectInfo {
  readonly key: string;
  readonly sizeBytes: number;
  /** Hexadecimal MD5 of the bytes, without the quotes of the header. */
  readonly etag: string;
  readonly lastModifiedMs: number;
  /** Headers that come back as they were sent: content-type, cache-control, x-amz-meta-*. */
  readonly headers: Readonly<Record<string, string>>;
  /** Path of the file that holds the bytes, below the bucket's folder. */
  readonly file: string;
}

type LogLine = ObjectInfo | { readonly key: string; readonly deleted: true };

/** One bucket: bytes in files, everything else in memory and in an append-only log from which a restart reads it. */
export class Bucket {
  readonly name: string;
  /** Whether objects created and deleted are told to EventBridge. */
  eventBridge: boolean;
  readonly #files: ObjectFiles;
  readonly #infos = new Map<string, ObjectInfo>();
  readonly #index = new KeyIndex();
  readonly #log: number;

  /** @param dir the folder of all buckets */
  constructor(dir: string, name: string, eventBridge: boolean) {
    this.name = name;
    this.eventBridge = eventBridge;
    this.#files = new ObjectFiles(join(dir, name));
    const log = join(dir, `${name}.objects.jsonl`);
    mkdirSync(dirname(log), { recursive: true });
    if (existsSync(log)) this.#replay(readFileSync(log, "utf8"));
    this.#log = openSync(log, "a");
  }

  put(key: string, body: Uint8Array, lastModifiedMs: number, headers: Readonly<Record<string, string>>): ObjectInfo {
    const info: ObjectInfo = {
      key,
      sizeBytes: body.length,
      etag: createHash("md5").update(body).digest("hex"),
      lastModifiedMs,
      headers,
      file: this.#files.write(key, body),
    };
    this.#note(info);
    appendFileSync(this.#log, `${JSON.stringify(info)}\n`);
    return info;
  }

  info(key: string): ObjectInfo | undefined {
    return this.#infos.get(key);
  }

  read(info: ObjectInfo): Uint8Array {
    return this.#files.read(info.file);
  }

  /** @returns what was deleted; undefined where there was no such object */
  delete(key: string): ObjectInfo | undefined {
    const info = this.#infos.get(key);
    if (info === undefined) return undefined;
    this.#forget(info);
    this.#files.remove(info.file);
    appendFileSync(this.#log, `${JSON.stringify({ key, deleted: true })}\n`);
    return info;
  }

  /** Objects whose keys begin with a prefix and come after a key, in S3's order. */
  *list(prefix: string, after?: string): Generator<ObjectInfo> {
    for (const key of this.#index.range(prefix, after)) yield this.#infos.get(key)!;
  }

  close(): void {
    closeSync(this.#log);
  }

  #note(info: ObjectInfo): void {
    if (!this.#infos.has(info.key)) this.#index.add(info.key);
    this.#infos.set(info.key, info);
  }

  #forget(info: ObjectInfo): void {
    this.#infos.delete(info.key);
    this.#index.remove(info.key);
  }

  #replay(log: string): void {
    for (const line of log.split("\n")) {
      if (line === "") continue;
      const entry = JSON.parse(line) as LogLine;
      if (!("deleted" in entry)) {
        this.#note(entry);
        this.#files.adopt(entry.key, entry.file);
        continue;
      }
      const info = this.#infos.get(entry.key);
      if (info !== undefined) this.#forget(info);
    }
  }
}
