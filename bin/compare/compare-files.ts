import type { FeatureSample } from "../../src/contracts/drift.js";
import type { ByteSource, CaptureFormatName } from "../../src/contracts/decoding.js";
import type { FeatureKind } from "../../src/contracts/records.js";
import type { Baseline, FeatureBaseline } from "../../src/contracts/baseline.js";
import type { ColumnProfile, Profile } from "../../src/core/profile/profile.js";
import { binsOf } from "../../src/core/baseline/baseline-bins.js";
import { distinctOf } from "../../src/core/baseline/distinct-of.js";
import { DEFAULT_CATEGORICAL_MAX_DISTINCT } from "../../src/core/baseline/learn-options.js";
import { windowSample } from "../../src/core/baseline/window-sample.js";
import { type ColumnComparison, compareSamples } from "../../src/core/drift/compare.js";
import type { MetricLimit } from "../../src/core/drift/judge.js";
import { weightedValuesOf } from "../../src/core/drift/weighted-values.js";
import { columnType } from "../inspect/column-facts.js";
import type { ProgressBar } from "../profile/progress-bar.js";
import { readProfile, type ReadFile } from "../profile/read-profile.js";
import { readReference } from "../profile/read-reference.js";
import { RawNumbers } from "./raw-numbers.js";

export interface FileComparison {
  readonly reference: Pick<ReadFile, "name" | "records" | "rejects">;
  readonly current: Pick<ReadFile, "name" | "records" | "rejects">;
  /** Of both files, in the order in which they name them. */
  readonly names: readonly string[];
  /** Compared columns. */
  readonly compared: ReadonlyMap<string, Compared>;
  /** What the reference says of each compared column, bins included. */
  readonly features: ReadonlyMap<string, FeatureBaseline>;
  /** Columns that both files hold and that were not compared, and why. */
  readonly skipped: ReadonlyMap<string, string>;
  readonly onlyIn: ReadonlyMap<string, "reference" | "current">;
}

export interface Compared extends ColumnComparison {
  readonly reference: FeatureSample;
  readonly current: FeatureSample;
}

/** Rank error 0.05 % where numbers are too many to keep one by one. */
const QUANTILE_K = 4_096;

/**
 * @param named columns that were asked for: ids among them are compared too
 * @param ignore columns that are no matter of drift
 * @throws UnreadableSourceError
 */
export async function compareFiles(
  sources: { readonly reference: ByteSource; readonly current: ByteSource },
  choice: {
    readonly format: CaptureFormatName | "auto";
    readonly named: readonly string[];
    readonly ignore: readonly string[];
    readonly limits: readonly MetricLimit[];
  },
  progress: ProgressBar,
): Promise<FileComparison> {
  const { format, named, ignore, limits } = choice;
  const common = {
    format,
    options: {},
    exclude: ignore,
    categorical: [],
    sensitive: [],
    progress,
    quantileK: QUANTILE_K,
  };
  const raw = { reference: new RawNumbers(), current: new RawNumbers() };
  const alsoFeed = (side: keyof typeof raw) => (batch: Parameters<RawNumbers["add"]>[0]) => {
    raw[side].add(batch);
  };
  const reading = { ...common, alsoFeed: alsoFeed("reference") };
  const read = await readReference(sources.reference, reading, ({ profile }) => ({
    keepConstant: true,
    features: { ignore: [], types: declaredTypes(profile.columns, named), sensitive: [] },
  }));
  const { baseline, counted } = read;
  const current = await readProfile([sources.current], {
    ...common,
    bins: binsOf(baseline),
    alsoFeed: alsoFeed("current"),
  });
  const samples = {
    reference: exactSamples(counted.profile, baseline, raw.reference),
    current: exactSamples(current.profile, baseline, raw.current),
  };
  const compared = new Map<string, Compared>();
  for (const [name, reference] of samples.reference) {
    const now = samples.current.get(name);
    if (now) compared.set(name, { reference, current: now, ...compareSamples(reference, now, limits) });
  }
  const names = [...new Set([...counted.columns, ...current.columns])];
  return {
    reference: counted.files[0]!,
    current: current.files[0]!,
    names,
    compared,
    features: new Map(baseline.features.map((feature) => [feature.name, feature])),
    skipped: new Map(baseline.skipped?.map(({ name, reason }) => [name, reason])),
    onlyIn: onlyIn(counted.columns, current.columns),
  };
}

/** Kinds of the columns that were asked for: one that has a kind is compared even if it looks like an id. */
function declaredTypes(columns: readonly ColumnProfile[], named: readonly string[]): Record<string, FeatureKind> {
  const asked = columns.filter(
    (column) => named.includes(column.name) && distinctOf(column) > DEFAULT_CATEGORICAL_MAX_DISTINCT,
  );
  return Object.fromEntries(
    asked.map((column) => [column.name, columnType(column) === "number" ? "numeric" : "categorical"]),
  );
}

/** Features of one side by name, their numbers one by one where they were kept. */
function exactSamples(profile: Profile, baseline: Baseline, raw: RawNumbers): Map<string, FeatureSample> {
  const { features } = windowSample(profile, baseline, 0);
  return new Map(Array.from(features, ([name, sample]) => [name, withRaw(sample, raw.of(name))]));
}

/** The same sample with all its numbers one by one, where they were kept. */
function withRaw(sample: FeatureSample, values: readonly number[] | null): FeatureSample {
  if (!sample.numeric || !values) return sample;
  return { ...sample, numeric: { ...sample.numeric, values: weightedValuesOf(values) } };
}

function onlyIn(reference: readonly string[], current: readonly string[]): Map<string, "reference" | "current"> {
  const [inReference, inCurrent] = [new Set(reference), new Set(current)];
  return new Map([
    ...reference.filter((name) => !inCurrent.has(name)).map((name) => [name, "reference"] as const),
    ...current.filter((name) => !inReference.has(name)).map((name) => [name, "current"] as const),
  ]);
}
