import { Buffer } from "node:buffer";
import {
  BYTE_MASKS,
  CELL_ENDS,
  CODES,
  INVERSE_POWERS,
  KINDS,
  LARGEST_SCALE,
  LINES,
  NUMBERS,
  POWERS,
  REPORT,
  TIMES,
  WHOLE_POWERS,
} from "./memory-layout.js";
import { KERNEL_BASE64 } from "./kernel-bytes.js";

/** What the compiled module exports; see `assembly/index.ts`. */
interface KernelExports {
  readonly memory: { readonly buffer: ArrayBuffer };
  /** @returns the position behind the last line that fits */
  scan(at: number, end: number, row: number, rowLimit: number, longest: number, steps: number): number;
  setBlock(rows: number, delimiter: number): void;
  addToken(at: number, length: number, column: number, oldest: number, kind: number, code: number): void;
}

/** The part of the WebAssembly interface that is used here: Node's types don't bring it. */
interface WebAssemblyInterface {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
}

/** Why a scan ended: a line doesn't fit, the block has no room for the next one, or cells wait for TypeScript. */
export const ScanEnd = { unfit: 0, noRoom: 1, pending: 2 } as const;

/** The kernel with its memory, which never grows or moves. Offsets into it are in `memory-layout.ts`. */
export class Kernel {
  readonly bytes: Buffer;
  readonly view: DataView;
  readonly words: Uint32Array;
  /** Cells of the block by column, in the order of `setBlock`, and times of its rows. */
  readonly kinds: Uint8Array;
  readonly codes: Int32Array;
  readonly numbers: Float64Array;
  readonly times: Float64Array;
  /** Whoever put lines and template into the memory last: what another one put there is gone. */
  holder: object | null = null;
  private readonly exports: KernelExports;
  private columns = 0;

  constructor(exports: KernelExports) {
    const { buffer } = exports.memory;
    this.exports = exports;
    this.bytes = Buffer.from(buffer);
    this.view = new DataView(buffer);
    this.words = new Uint32Array(buffer);
    this.kinds = new Uint8Array(buffer, KINDS);
    this.codes = new Int32Array(buffer, CODES);
    this.numbers = new Float64Array(buffer, NUMBERS);
    this.times = new Float64Array(buffer, TIMES);
    this.fillTables();
  }

  scan(at: number, end: number, row: number, rowLimit: number, longest: number, steps: number): number {
    return this.exports.scan(at, end, row, rowLimit, longest, steps);
  }

  /** Why the last scan ended: one of `ScanEnd`. */
  get end(): number {
    return this.words[REPORT / 4]!;
  }

  /** Rows of the block that are filled, once it ended. */
  get rows(): number {
    return this.words[REPORT / 4 + 1]!;
  }

  /** Lines that fitted, the one with pending cells included. */
  get lines(): number {
    return this.words[REPORT / 4 + 2]!;
  }

  /** Cells of the last line that are left to TypeScript; see `PENDING`. */
  get pending(): number {
    return this.words[REPORT / 4 + 3]!;
  }

  /** Where the last line that fitted begins. */
  get lastLine(): number {
    return this.words[REPORT / 4 + 4]!;
  }

  /** @param word of a line of the last scan: start and end of its id, its first row, its number of rows */
  line(line: number, word: 0 | 1 | 2 | 3): number {
    return this.words[LINES / 4 + 4 * line + word]!;
  }

  /** @param stride rows from one column of the block to the next */
  setBlock(stride: number, delimiter: number): void {
    this.bytes.fill(0, CELL_ENDS, CELL_ENDS + 256);
    this.bytes.fill(1, CELL_ENDS, CELL_ENDS + 32);
    for (const byte of [delimiter, 34, 92]) this.bytes[CELL_ENDS + byte] = 1;
    this.exports.setBlock(stride, delimiter);
  }

  /**
   * Remembers which cell a text of a column stands for.
   *
   * @param oldest the object's columns have no smaller id: texts of smaller ones may be forgotten
   */
  addToken(at: number, length: number, column: number, oldest: number, kind: number, code: number): void {
    this.exports.addToken(at, length, column, oldest, kind, code);
  }

  /** The id of the next column. */
  get nextColumn(): number {
    return this.columns + 1;
  }

  /** An id that no other column has, larger than all before. */
  newColumn(): number {
    return ++this.columns;
  }

  private fillTables(): void {
    const { view } = this;
    for (let exponent = 0; exponent <= 22; exponent++) {
      view.setFloat64(POWERS + 8 * exponent, Number(`1e${exponent}`), true);
    }
    for (let exponent = 0; exponent <= 19; exponent++) {
      view.setBigUint64(WHOLE_POWERS + 8 * exponent, 10n ** BigInt(exponent), true);
    }
    for (let scale = 0; scale <= LARGEST_SCALE; scale++) {
      const inverse = inversePower(5n ** BigInt(scale));
      view.setBigUint64(INVERSE_POWERS + 16 * scale, inverse >> 64n, true);
      view.setBigUint64(INVERSE_POWERS + 16 * scale + 8, inverse & 0xffff_ffff_ffff_ffffn, true);
    }
    this.bytes.fill(255, BYTE_MASKS, BYTE_MASKS + 16);
  }
}

/** 1 / power as 128 bits of which the first is set, rounded up (Lemire 2021, section 5); exact for 1. */
function inversePower(power: bigint): bigint {
  const bits = BigInt(power.toString(2).length - 1);
  if (power === 1n << bits) return 1n << 127n;
  return (1n << (bits + 128n)) / power + 1n;
}

let shared: Kernel | null | undefined;

/**
 * The one kernel of this process, made on first use; null where the machine's WebAssembly can't run it. All decoders share
 * it: none leaves anything in it that must last, and nothing waits while it is in use.
 */
export function sharedKernel(): Kernel | null {
  shared ??= openKernel();
  return shared;
}

function openKernel(): Kernel | null {
  const { WebAssembly } = globalThis as { readonly WebAssembly?: WebAssemblyInterface };
  const isLittleEndian = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;
  if (!WebAssembly || !isLittleEndian) return null;
  try {
    const module = new WebAssembly.Module(Buffer.from(KERNEL_BASE64, "base64"));
    return new Kernel(new WebAssembly.Instance(module).exports as KernelExports);
  } catch {
    // No vector instructions, or no room for the memory: TypeScript does the same work.
    return null;
  }
}
