import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
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

/** A rule of a bucket's lifecycle: it is answered to whoever asks, and not played. */
export interface ExpiryRule {
  readonly prefix: string;
  readonly days: number;
}

/** One bucket: bytes in files, everything else in memory until it is saved. */
export class Bucket {
  readonly name: string;
  /** Whether objects created and deleted are told to EventBridge. */
  eventBridge: boolean;
  expiry: readonly ExpiryRule[] = [];
  readonly #files: ObjectFiles;
  readonly #infos = new Map<string, ObjectInfo>();
  readonly #index = new KeyIndex();
  readonly #list: string;

  /** @param dir the folder of all buckets */
  constructor(dir: string, name: string, eventBridge: boolean) {
    this.name = name;
    this.eventBridge = eventBridge;
    this.#files = new ObjectFiles(join(dir, name));
    this.#list = join(dir, `${name}.objects.jsonl`);
    mkdirSync(dir, { recursive: true });
    if (existsSync(this.#list)) this.#load(readFileSync(this.#list, "utf8"));
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
    this.#infos.delete(info.key);
    this.#index.remove(info.key);
    this.#files.remove(info.file);
    return info;
  }

  /** Objects whose keys begin with a prefix and come after a key, in S3's order. */
  *list(prefix: string, after?: string): Generator<ObjectInfo> {
    for (const key of this.#index.range(prefix, after)) yield this.#infos.get(key)!;
  }

  /** Writes the list of objects, one a line, from which the next start knows them. */
  save(): void {
    writeFileSync(this.#list, [...this.list("")].map((info) => `${JSON.stringify(info)}\n`).join(""));
  }

  #note(info: ObjectInfo): void {
    if (!this.#infos.has(info.key)) this.#index.add(info.key);
    this.#infos.set(info.key, info);
  }

  #load(lines: string): void {
    for (const line of lines.split("\n").filter((text) => text !== "")) {
      const info = JSON.parse(line) as ObjectInfo;
      this.#note(info);
      this.#files.adopt(info.key, info.file);
    }
  }
}
