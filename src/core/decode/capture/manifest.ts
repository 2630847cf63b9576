import { Buffer } from "node:buffer";
import type { ByteSource } from "../../../contracts/decoding.js";
import { UnreadableSourceError } from "../../../contracts/errors.js";
import { readAll } from "../decompress.js";
import { peek } from "../lines/head.js";

/** True when an object starts like a manifest: `[{"prefix": "s3://..."}, ...`. */
export function isManifest(head: Uint8Array): boolean {
  return /^\s*\[\s*\{\s*"prefix"\s*:\s*"s3:/.test(Buffer.from(head.subarray(0, 4096)).toString("latin1"));
}

/**
 * The objects that a batch transform's capture lists: `[{"prefix": "s3://bucket/out/"}, "part-0.csv.out"]`.
 *
 * @returns their `s3://` addresses in order; null when the source is no manifest
 * @throws UnreadableSourceError when it starts like one and isn't
 */
export async function readManifest(source: ByteSource): Promise<readonly string[] | null> {
  const { head, stream } = await peek(source.stream());
  if (!isManifest(head)) {
    await stream[Symbol.asyncIterator]().return?.();
    return null;
  }
  const text = (await readAll(source.name, stream)).toString("utf8");
  const [first, ...files] = parseList(source.name, text);
  const prefix = (first as { readonly prefix?: unknown } | undefined)?.prefix;
  if (typeof prefix !== "string" || !files.every((file) => typeof file === "string")) {
    throw new UnreadableSourceError(source.name, "expects a manifest of a prefix and file names");
  }
  return files.map((file) => prefix + file);
}

function parseList(name: string, text: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    if (Array.isArray(value)) return value;
  } catch (error) {
    throw new UnreadableSourceError(name, "expects a manifest as one JSON array", { cause: error });
  }
  throw new UnreadableSourceError(name, "expects a manifest as one JSON array");
}
