import { readVarint } from "./page-header.js";

/** Runs may be padded beyond the page's last value, as some writers do: by no more than this. */
const PADDING = 1 << 20;

/**
 * Walks over runs of the hybrid of run lengths and packed bits, in which levels and dictionary indices are written, without
 * unpacking them: the decoder fills arrays as a run's length says, and a damaged length would end the process.
 *
 * @param width  bits of a value
 * @param values as many are read; runs that end early are found by the decoder itself
 * @throws Error when a run is longer than the page
 */
export function requireSoundRuns(bytes: Uint8Array, at: number, width: number, values: number): void {
  const reader = new RunReader(bytes, at);
  try {
    for (let seen = 0; seen < values;) {
      const head = readVarint(reader);
      const isPacked = head % 2 === 1;
      const count = isPacked ? ((head - 1) / 2) * 8 : head / 2;
      if (count > values - seen + PADDING) throw new Error(`a run of ${count} values is longer than its page`);
      seen += count;
      reader.at += isPacked ? (count / 8) * width : (width + 7) >> 3;
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
}

class RunReader {
  at: number;
  private readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array, at: number) {
    this.bytes = bytes;
    this.at = at;
  }

  byte(): number {
    const byte = this.bytes[this.at++];
    if (byte === undefined) throw new RangeError("runs end early");
    return byte;
  }
}
