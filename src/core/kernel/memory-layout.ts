/**
 * Where things stand in the kernel's memory, in bytes. Imported by the kernel and by the TypeScript around it, so that they
 * can't disagree.
 */

/** 10^0 to 10^22 as doubles. */
export const POWERS = 0x0000;
/** 10^0 to 10^19 as unsigned 64-bit integers. */
export const WHOLE_POWERS = 0x0100;
/** 5^-0 to 5^-27, normalised, each as its upper and its lower 64 bits. */
export const INVERSE_POWERS = 0x0200;
export const LARGEST_SCALE = 27;
/** 16 bytes of ones, then 16 of zeros: a mask of n bytes is read n bytes in front of the zeros. */
export const BYTE_MASKS = 0x0400;
/** 1 for the bytes that end a cell, shape [256]. */
export const CELL_ENDS = 0x0500;
/** First 16 bytes of the time that was read last, and the epoch milliseconds of its minute. */
export const MINUTE = 0x0600;
export const MINUTE_MS = 0x0610;
/** What came of a scan, in 32-bit words: see the getters of `Kernel`. Two places behind them take what nobody reads. */
export const REPORT = 0x0640;

/** Steps of the template: op and two operands each, in 32-bit words. */
export const STEPS = 0x1000;
export const STEP_WORDS = 3;
export const MOST_STEPS = 1_000;
/** Of each cell the id of its column and its flags, in 32-bit words. */
export const CELLS = 0x4000;
export const MOST_CELLS = 1_024;
/** The fixed text of the template. */
export const LITERALS = 0x6000;
export const LITERAL_BYTES = 0xa000;

/** Of each line where its id starts and ends, its first row and its number of rows, in 32-bit words. */
export const LINES = 0x10000;
/** Cells that are left to TypeScript: cell, row, start and end, in 32-bit words. */
export const PENDING = 0x14000;
export const MOST_PENDING = 4_096;
/** Epoch milliseconds of each row. */
export const TIMES = 0x24000;

/** Rows of a block; a wide template gets fewer, so that cells stay below `BLOCK_CELLS`. */
export const BLOCK_ROWS = 1_024;
export const BLOCK_CELLS = 0x10000;
/**
 * Rows from one column to the next are this many more than a block has: a power of two would put the same row of all columns
 * into the same place of the cache.
 */
export const EXTRA_ROWS = 8;
/** Cells of the block by column: kinds (1 byte), codes (4) and numbers (8). */
export const KINDS = 0x28000;
export const CODES = 0x40000;
export const NUMBERS = 0x90000;

/** Texts that were met before: see token.ts. */
export const TOKENS = 0x130000;
export const TOKEN_SLOTS = 0x4000;
export const TOKEN_BYTES = 64;
export const LONGEST_TOKEN = 32;
/** Places of an entry: its text, its length and column, what it stands for. */
export const TOKEN_COLUMN = 32;
export const TOKEN_LENGTH = 36;
export const TOKEN_KIND = 40;
export const TOKEN_CODE = 44;

/** The bytes that are being scanned, with a margin that may be read and holds no line. */
export const WINDOW = 0x230000;
export const WINDOW_BYTES = 0x40000;
export const WINDOW_MARGIN = 64;
