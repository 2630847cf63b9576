import { type FileHandle, mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Where bytes stand in the file. */
export interface SpilledBytes {
  readonly offset: number;
  readonly length: number;
}

/**
 * Bytes that don't fit in memory, in a file that only this user may read. It has no name once it is open, so that nothing is left
 * behind even where the command is killed.
 */
export class SpillFile {
  private readonly folder: string;
  private readonly file: FileHandle;
  private end = 0;

  private constructor(folder: string, file: FileHandle) {
    this.folder = folder;
    this.file = file;
  }

  static async create(): Promise<SpillFile> {
    const folder = await mkdtemp(join(tmpdir(), "plumbline-backtest-"));
    const file = await open(join(folder, "windows"), "wx+", 0o600);
    // Some systems keep the names of open files: then they go when the file is closed.
    await remove(folder).catch(() => undefined);
    return new SpillFile(folder, file);
  }

  async append(bytes: Uint8Array): Promise<SpilledBytes> {
    const place = { offset: this.end, length: bytes.length };
    let written = 0;
    while (written < bytes.length) {
      written += (await this.file.write(bytes, written, bytes.length - written, this.end + written)).bytesWritten;
    }
    this.end += bytes.length;
    return place;
  }

  async read({ offset, length }: SpilledBytes): Promise<Uint8Array> {
    const bytes = new Uint8Array(length);
    let filled = 0;
    while (filled < length) {
      const { bytesRead } = await this.file.read(bytes, filled, length - filled, offset + filled);
      if (bytesRead === 0) throw new Error(`spilled windows end at byte ${offset + filled} of ${offset + length}`);
      filled += bytesRead;
    }
    return bytes;
  }

  async close(): Promise<void> {
    await this.file.close();
    await remove(this.folder);
  }
}

const remove = async (folder: string): Promise<void> => rm(folder, { recursive: true, force: true });
