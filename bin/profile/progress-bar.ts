import type { ByteSource } from "../../src/contracts/decoding.js";
import type { Output } from "../output.js";

const WIDTH = 24;

/** How far reading has come, in bytes of the files as they are stored. */
export class ProgressBar {
  private readonly output: Pick<Output, "progress">;
  private readonly totalBytes: number;
  private bytes = 0;
  private records = 0;

  /** @param totalBytes that will be read, files that are read twice counted twice */
  constructor(output: Pick<Output, "progress">, totalBytes: number) {
    this.output = output;
    this.totalBytes = totalBytes;
  }

  /** The same source, whose bytes count as they are read. */
  watched(source: ByteSource): ByteSource {
    const count = (chunk: Uint8Array): Uint8Array => {
      this.bytes += chunk.length;
      return chunk;
    };
    return {
      name: source.name,
      sizeBytes: source.sizeBytes,
      read: async (start, end) => count(await source.read(start, end)),
      stream: async function* () {
        for await (const chunk of source.stream()) yield count(chunk);
      },
    };
  }

  advance(name: string, records: number): void {
    this.records += records;
    // Some ranges of a Parquet file are read more than once.
    const share = this.totalBytes === 0 ? 1 : Math.min(1, this.bytes / this.totalBytes);
    const done = Math.floor(share * WIDTH);
    const bar = "#".repeat(done) + ".".repeat(WIDTH - done);
    this.output.progress(
      `[${bar}] ${Math.floor(share * 100)} %  ${this.records.toLocaleString("en")} records  ${name}`,
    );
  }
}
