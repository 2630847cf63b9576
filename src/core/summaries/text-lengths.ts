/** Lengths of text cells in UTF-16 code units. Exact; merging adds counts and totals. */
export interface TextLengths {
  readonly count: number;
  readonly total: number;
  /** Infinity when there is no text. */
  readonly min: number;
  /** 0 when there is no text. */
  readonly max: number;
}

export const NO_TEXT: TextLengths = { count: 0, total: 0, min: Infinity, max: 0 };

export function mergeTextLengths(a: TextLengths, b: TextLengths): TextLengths {
  return {
    count: a.count + b.count,
    total: a.total + b.total,
    min: Math.min(a.min, b.min),
    max: Math.max(a.max, b.max),
  };
}
