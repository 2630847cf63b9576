import type { Cell } from "./cell.js";

/** How a number is written in text: what CSV readers take for one. 007 is a code, not 7. */
const NUMBER = /^[+-]?(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const BOOLEAN = /^(?:true|false)$/i;

/**
 * The one rule by which predictions, labels and configured classes are compared, so that "1", 1, 1.0 and true are one class
 * whatever a file's format makes of them:
 *
 * 1. blanks around a text don't count;
 * 2. true and false, also as text in any case, are 1 and 0;
 * 3. numbers, also as text, are written in their shortest form: 1.0 is 1, 1e3 is 1000, -0 is 0; a text with leading zeros is no number;
 * 4. anything else is compared letter by letter, capitals included.
 */
export function classText(cell: Exclude<Cell, null>): string {
  if (typeof cell === "boolean") return cell ? "1" : "0";
  if (typeof cell === "number") return String(cell + 0);
  const text = cell.trim();
  if (BOOLEAN.test(text)) return text.toLowerCase() === "true" ? "1" : "0";
  if (!NUMBER.test(text)) return text;
  const value = Number(text);
  // Digits beyond a double's tell long ids apart and stay as they are.
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? text : String(value + 0);
}

/** The number that a cell stands for; NaN where it is none. True and false are 1 and 0, as in `classText`. */
export function cellNumber(cell: Exclude<Cell, null>): number {
  if (typeof cell === "number") return cell;
  const text = classText(cell);
  return NUMBER.test(text) ? Number(text) : NaN;
}

/** How labels are written, mapped to values of the model (`labels.values`); it comes before the rule. */
export type LabelValues = Readonly<Record<string, string | number>>;

/**
 * Puts a label into the model's words: by its text as written, blanks around it apart, else by its text under the rule.
 * A label that the map does not name stays as it is.
 */
export function labelMapper(values: LabelValues): (cell: Exclude<Cell, null>) => Exclude<Cell, null> {
  const written = new Map(Object.entries(values).map(([from, to]) => [from.trim(), to]));
  const ruled = new Map(Object.entries(values).map(([from, to]) => [classText(from), to]));
  if (written.size === 0) return (cell) => cell;
  return (cell) => written.get(String(cell).trim()) ?? ruled.get(classText(cell)) ?? cell;
}

/** Classes as they are met, each with an index; the same class always has the same one. */
export class ClassIndex {
  readonly names: string[] = [];
  private readonly byText = new Map<string, number>();
  private readonly byCell = new Map<Exclude<Cell, null>, number>();

  constructor(known: readonly string[] = []) {
    for (const name of known) this.of(name);
  }

  of(cell: Exclude<Cell, null>): number {
    const met = this.byCell.get(cell);
    if (met !== undefined) return met;
    const text = classText(cell);
    let index = this.byText.get(text);
    if (index === undefined) {
      index = this.names.length;
      this.names.push(text);
      this.byText.set(text, index);
    }
    // Free text in place of classes must not be kept without end.
    if (this.byCell.size < 10_000) this.byCell.set(cell, index);
    return index;
  }
}
