import { createHash } from "node:crypto";
import type { FeatureBins } from "../../contracts/baseline.js";
import { PlumblineError } from "../../contracts/errors.js";

/**
 * Identity of the bins that columns are counted on, 16 hexadecimal digits: equal bins have equal identities,
 * whatever the order of the map. Null (learning) stays null.
 */
export function binsIdentity(bins: ReadonlyMap<string, FeatureBins> | null): string | null {
  if (!bins) return null;
  const columns = [...bins].sort(([a], [b]) => (a < b ? -1 : 1));
  const text = JSON.stringify(columns.map(([name, column]) => [name, canonical(column)]));
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

function canonical(bins: FeatureBins): unknown {
  return bins.kind === "numeric"
    ? ["numeric", bins.edges]
    : ["categorical", bins.categories, [...bins.rest].sort(), bins.overflow];
}

/** Profiles counted on different bins: their counts mean different things and never add up. */
export class BinsMismatchError extends PlumblineError {
  constructor(expected: string | null, got: string | null) {
    super("BINS_MISMATCH", `merging profiles expects bins ${expected ?? "learning"}, got ${got ?? "learning"}`, {
      details: { expected, got },
    });
  }
}
