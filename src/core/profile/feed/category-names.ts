import type { CategoricalBins } from "../../../contracts/baseline.js";
import { LONGEST_NAME, mustBeHashed, type KeyedHash } from "../keyed-hash.js";

/** Bin of values that the baseline doesn't know. */
export const UNSEEN = -1;

/** Where the values of one column are counted, and under which names. */
export interface CategoryNames {
  /** Index of the value's bin; UNSEEN where there is none. */
  binOf(value: string): number;
  /** The value itself where its name may be kept, else its keyed hash. */
  nameOf(value: string): string;
}

/** Without bins: names are kept, or all of them hashed. */
export function learnedNames(hash: KeyedHash, hashAll: boolean): CategoryNames {
  const hashed = remembered(hash);
  return {
    binOf: () => UNSEEN,
    nameOf: hashAll ? hashed : (value) => (mustBeHashed(value) ? hashed(value) : value),
  };
}

/** With bins: known values by name or keyed hash; all others only as keyed hashes. */
export function binnedNames(bins: CategoricalBins, hash: KeyedHash): CategoryNames {
  const hashed = remembered(hash);
  const rest = bins.categories.length;
  const binByName = new Map<string, number>(bins.rest.map((name) => [name, rest]));
  bins.categories.forEach((name, index) => binByName.set(name, index));
  // A reference with more categories than could be listed can't tell unseen from rare.
  const unknown = bins.overflow ? rest : UNSEEN;
  return {
    binOf(value) {
      const named = mustBeHashed(value) ? undefined : binByName.get(value);
      return named ?? binByName.get(hashed(value)) ?? unknown;
    },
    nameOf: hashed,
  };
}

/** Hashes that are remembered, so that a value is hashed once and not once per batch. */
const REMEMBERED = 4_096;

function remembered(hash: KeyedHash): KeyedHash {
  let known = new Map<string, string>();
  return (value) => {
    // Long texts would fill the memory that remembering them saves time with.
    if (value.length > LONGEST_NAME) return hash(value);
    const before = known.get(value);
    if (before !== undefined) return before;
    if (known.size >= REMEMBERED) known = new Map();
    const name = hash(value);
    known.set(value, name);
    return name;
  };
}
