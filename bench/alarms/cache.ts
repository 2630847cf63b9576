import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Results by seed, kept in a directory so that a long run can go on where it stopped. */
export interface ResultCache {
  /** Results of the seeds, those that are not there yet measured and kept one by one. */
  collect<T extends { readonly seed: number }>(
    part: string,
    seeds: readonly number[],
    measure: (seed: number) => T,
  ): readonly T[];
}

/**
 * @param directory null: nothing is kept
 * @param key       what results depend on; those of another key are measured again
 */
export function resultCache(directory: string | null, key: string): ResultCache {
  if (directory !== null) mkdirSync(directory, { recursive: true });
  return {
    collect(part, seeds, measure) {
      const file = directory === null ? null : join(directory, `${part}.json`);
      const kept = file === null ? [] : (read(file, key) as readonly ReturnType<typeof measure>[]);
      const known = new Map(kept.map((result) => [result.seed, result]));
      return seeds.map((seed) => {
        const before = known.get(seed);
        if (before !== undefined) return before;
        const result = measure(seed);
        known.set(seed, result);
        if (file !== null) write(file, { key, results: [...known.values()] });
        return result;
      });
    },
  };
}

function read(file: string, key: string): readonly unknown[] {
  try {
    const stored = JSON.parse(readFileSync(file, "utf8")) as { key: string; results: unknown[] };
    return stored.key === key ? stored.results : [];
  } catch {
    return [];
  }
}

/** A run that is stopped while it writes leaves the results before. */
function write(file: string, content: unknown): void {
  writeFileSync(`${file}.part`, JSON.stringify(content));
  renameSync(`${file}.part`, file);
}
