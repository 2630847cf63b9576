import { type FileHandle, mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Where bytes stand in the file. */
export interface SpilledBytes {
  readonly offset: number;
  readonly length: number;
}

/** Bytes that don't fit in memory, in a file that only this user may read and that goes with the command. */
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
    return new SpillFile(folder, await open(join(folder, "windows"), "wx+", 0o600));
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
    await rm(this.folder, { recursive: true, force: true });
  }
}
