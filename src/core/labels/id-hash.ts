import { combine32, mix32 } from "../summaries/hashing.js";
import type { Cell } from "./cell.js";

/**
 * 64 bits that stand for an id, as two halves. Two of n different ids share them by chance with a probability of about n^2 / 2^65:
 * 3 in a million for ten million ids. Not keyed: join rows expire with the label wait.
 */
export interface IdHash {
  readonly high: number;
  readonly low: number;
}

/** Between the parts of an id: no UTF-16 unit. */
const SEPARATOR = 0x10000;

let high = 0;
let low = 0;

/** Each step is a bijection of the 64 bits of state, so that ids of one length differ to the end or are equal. */
function step(unit: number): void {
  high = Math.imul(high ^ unit, 0x9e3779b1);
  high ^= high >>> 15;
  low = Math.imul((low + unit) ^ high, 0x85ebca6b);
  low ^= low >>> 13;
}

/** How an id is compared: numbers and text of the same digits are one id, blanks around it don't count; 007 is not 7. */
function idText(cell: Exclude<Cell, null>): string {
  return typeof cell === "string" ? cell.trim() : String(typeof cell === "number" ? cell + 0 : cell);
}

/**
 * Hash of an id of one or several parts.
 *
 * @returns null where a part is missing or empty
 */
export function hashId(parts: readonly Cell[]): IdHash | null {
  high = 0x6a09e667;
  low = 0x3c6ef372;
  for (const part of parts) {
    const text = part === null ? "" : idText(part);
    if (text === "") return null;
    for (let i = 0; i < text.length; i++) step(text.charCodeAt(i));
    step(SEPARATOR);
  }
  const mixed = mix32(high ^ Math.imul(low, 0xcc9e2d51));
  return { high: mixed, low: combine32(low, mixed) };
}
