import { createReadStream } from "node:fs";
import { open, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { ByteSource } from "../contracts/decoding.js";
import { messageOf, UnreadableSourceError } from "../contracts/errors.js";

const CHUNK_BYTES = 1024 * 1024;

/**
 * A file of this machine as bytes. Its size is that of the moment of opening.
 *
 * @throws UnreadableSourceError when there is no such file, it is a folder, or it may not be read
 */
export async function fileSource(path: string): Promise<ByteSource> {
  const status = await stat(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  if (status.isDirectory()) throw new UnreadableSourceError(path, await folderProblem(path));
  return {
    name: path,
    sizeBytes: status.size,
    stream: () => streamOf(path),
    read: (start, end) => readRange(path, start, end),
  };
}

async function* streamOf(path: string): AsyncGenerator<Uint8Array> {
  const stream = createReadStream(path, { highWaterMark: CHUNK_BYTES });
  try {
    yield* stream as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw unreadable(path, error);
  } finally {
    stream.destroy();
  }
}

async function readRange(path: string, start: number, end: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(Math.max(0, end - start));
  const file = await open(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  try {
    let filled = 0;
    while (filled < bytes.length) {
      const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, start + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return bytes.subarray(0, filled);
  } finally {
    await file.close();
  }
}

async function folderProblem(path: string): Promise<string> {
  const entries = await readdir(path, { withFileTypes: true, recursive: true }).catch(() => []);
  const first = entries.find((entry) => entry.isFile() && !/^[._]/.test(entry.name));
  const example = first ? `, for example ${join(first.parentPath, first.name)}` : "";
  return `is a folder; name a file${example}`;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "no such file",
  ENOTDIR: "no such file",
  EACCES: "may not be read by this user",
  EISDIR: "is a folder; name a file",
};

function unreadable(path: string, error: unknown): UnreadableSourceError {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return new UnreadableSourceError(path, REASONS[code] ?? messageOf(error), { cause: error });
}
