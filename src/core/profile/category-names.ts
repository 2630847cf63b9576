import type { CategoricalBins } from "../../contracts/baseline.js";
import { mustBeHashed, type KeyedHash } from "./keyed-hash.js";

/** Bin of values that the baseline doesn't know. */
export const UNSEEN = -1;

/** Where a category is counted and under which name. */
export interface Category {
  /** Index of its bin, UNSEEN where there is none. */
  readonly bin: number;
  /** The value itself where its name may be kept, else its keyed hash. */
  readonly name: string;
}

/** Resolved values are kept, so that a value is hashed once and not once per batch. */
const CACHED = 4_096;

/** Resolves the values of one column by the baseline's bins and the privacy rule. */
export class CategoryNames {
  private readonly resolve: (value: string) => Category;
  private texts = new Map<string, Category>();
  private numbers = new Map<number, Category>();

  constructor(resolve: (value: string) => Category) {
    this.resolve = resolve;
  }

  ofText(value: string): Category {
    const known = this.texts.get(value);
    if (known) return known;
    const category = this.resolve(value);
    if (this.texts.size >= CACHED) this.texts = new Map();
    this.texts.set(value, category);
    return category;
  }

  /** A number is the category of its shortest decimal text: 1 for 1.0, 0 for -0. */
  ofNumber(value: number): Category {
    const known = this.numbers.get(value);
    if (known) return known;
    const category = this.resolve(String(value));
    if (this.numbers.size >= CACHED) this.numbers = new Map();
    this.numbers.set(value, category);
    return category;
  }
}

/** Without bins: names are kept, or all of them hashed. */
export function learnedNames(hash: KeyedHash, hashAll: boolean): CategoryNames {
  return new CategoryNames((value) => ({
    bin: UNSEEN,
    name: hashAll || mustBeHashed(value) ? hash(value) : value,
  }));
}

/** With bins: known values by name or keyed hash; all others only as keyed hashes. */
export function binnedNames(bins: CategoricalBins, hash: KeyedHash): CategoryNames {
  const rest = bins.categories.length;
  const binByName = new Map<string, number>(bins.rest.map((name) => [name, rest]));
  bins.categories.forEach((name, index) => binByName.set(name, index));
  // A reference with more categories than could be listed can't tell unseen from rare.
  const unknown = bins.overflow ? rest : UNSEEN;
  return new CategoryNames((value) => {
    const named = mustBeHashed(value) ? undefined : binByName.get(value);
    if (named !== undefined) return { bin: named, name: value };
    const name = hash(value);
    return { bin: binByName.get(name) ?? unknown, name };
  });
}
