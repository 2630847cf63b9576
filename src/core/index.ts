/** The engine alone, without AWS: `import { createProfiler } from "plumbline/core"`. */
export { createProfiler, type Profiler } from "./profile/profiler.js";
export type { ProfileOptions, TimeBounds, TimeRule, TimeSource } from "./profile/options.js";
export { columnOf, emptyProfile, PROFILE_FORMAT, type ColumnProfile, type Profile } from "./profile/profile.js";
export { createProfileMerger, mergeProfiles, type ProfileMerger } from "./profile/merge.js";
export { parseProfile, serialiseProfile } from "./profile/serialise.js";
export { BinsMismatchError, binsIdentity } from "./profile/bins-identity.js";
export { distinctCategories } from "./summaries/categories.js";
export { sampleDeviation, sampleVariance } from "./summaries/moments.js";
export { distinctNumbers, weightedValuesOf } from "./summaries/numbers.js";
export { quantilesOf, rankErrorOf } from "./summaries/quantiles.js";
export { learnBaseline } from "./baseline/learn.js";
export type { LearnOptions } from "./baseline/learn-options.js";
export { binsOf } from "./baseline/baseline-bins.js";
export { recount } from "./baseline/recount.js";
export { schemaChanges, type SchemaChange } from "./baseline/schema-changes.js";
export { windowSample } from "./baseline/window-sample.js";
