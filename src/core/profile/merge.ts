import { combine32, hashText32 } from "../summaries/hashing.js";
import { BinsMismatchError } from "./bins-identity.js";
import { CoMomentSums } from "./co-moments.js";
import { ColumnSummary } from "./column-summary.js";
import { mergeRejects } from "./merge-rejects.js";
import { mergedSeed, seedWord } from "./profile-seed.js";
import { emptyProfile, type Profile } from "./profile.js";
import { serialiseProfile } from "./serialise.js";

/**
 * Merges profiles one by one, holding only the sum: for more profiles than fit in memory. Counts are the same in any
 * order; sketches and the last bits of means depend on it, so add in an order that is the same every time, such as
 * ascending keys.
 */
export interface ProfileMerger {
  /** @throws BinsMismatchError when its bins are not those of the profiles before */
  add(profile: Profile): void;
  /** The empty learning profile when nothing was added. */
  finish(): Profile;
}

export function createProfileMerger(): ProfileMerger {
  return new SummingMerger();
}

/**
 * All profiles as one. The bytes of the result don't depend on the order of the list: profiles are merged in the order
 * of their seeds. Empty profiles change nothing.
 *
 * @throws BinsMismatchError when profiles were counted on different bins
 */
export function mergeProfiles(profiles: readonly Profile[]): Profile {
  const merger = createProfileMerger();
  for (const profile of [...profiles].sort(bySeed)) merger.add(profile);
  return merger.finish();
}

class SummingMerger implements ProfileMerger {
  /** The profile of all parts but its columns, which are summed up in `columns`. */
  private sum: Profile | null = null;
  private readonly columns = new Map<string, ColumnSummary>();
  private coMoments: CoMomentSums | null = null;

  add(profile: Profile): void {
    if (this.sum && this.sum.binsId !== profile.binsId) throw new BinsMismatchError(this.sum.binsId, profile.binsId);
    this.sum = joined(this.sum, profile);
    if (profile.coMoments) {
      this.coMoments ??= new CoMomentSums(profile.coMoments.sums.length);
      this.coMoments.merge(profile.coMoments);
    }
    for (const column of profile.columns) {
      const name = hashText32(column.name);
      this.summaryOf(column.name).merge(column, name, combine32(name, seedWord(profile.seed)));
    }
  }

  finish(): Profile {
    const columns = [...this.columns].sort(([a], [b]) => (a < b ? -1 : 1));
    return {
      ...(this.sum ?? emptyProfile("", null)),
      columns: columns.map(([name, column]) => column.state(name)),
      ...(this.coMoments && { coMoments: this.coMoments.state() }),
    };
  }

  private summaryOf(name: string): ColumnSummary {
    const known = this.columns.get(name);
    if (known) return known;
    const fresh = new ColumnSummary();
    this.columns.set(name, fresh);
    return fresh;
  }
}

function joined(sum: Profile | null, profile: Profile): Profile {
  const { seed, binsId, records, rejects } = profile;
  if (!sum || isEmpty(sum)) return { seed, binsId, records, rejects, columns: [] };
  if (isEmpty(profile)) return sum;
  return {
    seed: mergedSeed(sum.seed, seed),
    binsId,
    records: sum.records + records,
    rejects: mergeRejects(sum.rejects, rejects),
    columns: [],
  };
}

function isEmpty({ records, rejects, columns }: Profile): boolean {
  return records === 0 && columns.length === 0 && Object.keys(rejects.byReason).length === 0;
}

/** Ties, as when a profile is listed twice, are ordered by content. */
function bySeed(a: Profile, b: Profile): number {
  if (a.seed !== b.seed) return a.seed < b.seed ? -1 : 1;
  return Buffer.compare(serialiseProfile(a), serialiseProfile(b));
}
