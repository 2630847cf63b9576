import type { Baseline } from "../../src/contracts/baseline.js";
import type { ByteSource } from "../../src/contracts/decoding.js";
import { binsOf } from "../../src/core/baseline/baseline-bins.js";
import { learnBaseline } from "../../src/core/baseline/learn.js";
import type { LearnOptions } from "../../src/core/baseline/learn-options.js";
import { recount } from "../../src/core/baseline/recount.js";
import { type FileReading, HASH_KEY, readProfile, type ReadProfile } from "./read-profile.js";

/** A reference, learned and counted again on what was learned, so that its counts are exact. */
export interface ReadReference {
  readonly baseline: Baseline;
  readonly learned: ReadProfile;
  /** On the baseline's bins. */
  readonly counted: ReadProfile;
}

/**
 * Reads a reference twice: once to learn its bins, once to count on them.
 *
 * @param decide what of the columns is declared, once they are known
 * @throws UnreadableSourceError
 */
export async function readReference(
  source: ByteSource,
  reading: Omit<FileReading, "bins">,
  decide: (learned: ReadProfile) => Pick<LearnOptions, "features" | "keepConstant">,
): Promise<ReadReference> {
  const { alsoFeed, ...learning } = reading;
  const learned = await readProfile([source], { ...learning, bins: null });
  const baseline = learnBaseline(learned.profile, {
    monitor: "local",
    source: source.name,
    period: null,
    prediction: [],
    hashKey: HASH_KEY,
    ...decide(learned),
  });
  const counting = { ...learning, bins: binsOf(baseline), ...(alsoFeed ? { alsoFeed } : {}) };
  const counted = await readProfile([source], counting);
  return { baseline: recount(baseline, counted.profile), learned, counted };
}
