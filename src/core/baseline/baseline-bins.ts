import type { Baseline, FeatureBins } from "../../contracts/baseline.js";
import { BinsMismatchError, binsIdentity } from "../profile/bins-identity.js";
import type { Profile } from "../profile/profile.js";

/** Bins by feature: what captures are profiled with while this baseline is active. */
export function binsOf(baseline: Baseline): ReadonlyMap<string, FeatureBins> {
  return new Map(baseline.features.map(({ name, bins }) => [name, bins]));
}

/** @throws BinsMismatchError unless the profile was counted on the baseline's bins or holds no column at all */
export function requireBins(profile: Profile, baseline: Baseline): void {
  if (profile.columns.length === 0) return;
  const expected = binsIdentity(binsOf(baseline));
  if (profile.binsId !== expected) throw new BinsMismatchError(expected, profile.binsId);
}
