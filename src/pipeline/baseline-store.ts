import { createHash } from "node:crypto";
import type { Baseline, FeatureBaseline } from "../contracts/baseline.js";
import { FormatError } from "../contracts/errors.js";
import type { StateTable } from "../contracts/ports.js";
import { readableFormat } from "../core/stored-format.js";
import { partitions } from "./keys.js";

/** Which baseline judges the monitor's windows. */
export interface ActiveBaseline {
  readonly version: string;
  readonly activatedAtMs: number;
  /** What the baseline was learned from: the reference's identity and the options of learning. */
  readonly learnedFrom: string;
}

/** Format of a baseline's items. 1: META named no format. */
export const BASELINE_FORMAT = 2;

interface Meta extends Omit<Baseline, "features"> {
  /** Absent in format 1. */
  readonly formatVersion?: number;
  readonly featureNames: readonly string[];
  readonly checksum: string;
}

/** Writes features first and META last: META says how many there must be, and their checksum. */
export async function saveBaseline(table: StateTable, baseline: Baseline, nowMs: number): Promise<void> {
  const pk = partitions.baseline(baseline.monitor, baseline.version);
  for (const feature of baseline.features) {
    await table.put({ pk, sk: featureKey(feature.name), body: feature }, nowMs);
  }
  const { features, ...rest } = baseline;
  const featureNames = features.map((feature) => feature.name);
  const meta: Meta = { ...rest, formatVersion: BASELINE_FORMAT, featureNames, checksum: checksumOf(features) };
  await table.put({ pk, sk: "META", body: meta }, nowMs);
}

/** @throws FormatError when features are missing or differ from what META says, and for a format that this engine doesn't read */
async function loadBaseline(table: StateTable, monitor: string, version: string, nowMs: number): Promise<Baseline> {
  const pk = partitions.baseline(monitor, version);
  let meta: Meta | undefined;
  const byName = new Map<string, FeatureBaseline>();
  for await (const item of table.query(pk, {}, nowMs)) {
    if (item.sk === "META") meta = item.body as Meta;
    else byName.set((item.body as FeatureBaseline).name, item.body as FeatureBaseline);
  }
  if (!meta) throw new FormatError(`baseline ${version} of ${monitor}`, "has no META item");
  const { formatVersion, featureNames, checksum, ...rest } = meta;
  readableFormat(`baseline ${version} of ${monitor}`, formatVersion, BASELINE_FORMAT);
  const features = featureNames.flatMap((name) => byName.get(name) ?? []);
  if (features.length !== featureNames.length || checksumOf(features) !== checksum) {
    throw new FormatError(`baseline ${version} of ${monitor}`, "is incomplete or was changed", {
      features: features.length,
      expected: featureNames.length,
    });
  }
  return { ...rest, features };
}

/** Baselines by version. A version never changes, so the last one is kept. */
export interface BaselineReader {
  load(version: string, nowMs: number): Promise<Baseline>;
}

export function baselineReader(table: StateTable, monitor: string): BaselineReader {
  let last: Baseline | null = null;
  return {
    async load(version, nowMs) {
      if (last?.version !== version) last = await loadBaseline(table, monitor, version, nowMs);
      return last;
    },
  };
}

/** The pointer that readers follow, with the revision that a switch must name. */
export async function activeBaseline(
  table: StateTable,
  monitor: string,
  nowMs: number,
): Promise<{ readonly active: ActiveBaseline; readonly revision: string } | null> {
  const item = await table.get(partitions.state(monitor), "ACTIVE", nowMs);
  return item && { active: item.body as ActiveBaseline, revision: item.revision };
}

/** Switches readers over in one write. @throws ConditionFailedError when another switch came first */
export async function activateBaseline(
  table: StateTable,
  monitor: string,
  active: ActiveBaseline,
  before: { readonly revision: string } | null,
  nowMs: number,
): Promise<void> {
  const expect = before ? { revision: before.revision } : "absent";
  await table.put({ pk: partitions.state(monitor), sk: "ACTIVE", body: active }, nowMs, { expect });
}

const featureKey = (name: string): string => `FEATURE#${name}`;

function checksumOf(features: readonly FeatureBaseline[]): string {
  return createHash("sha256").update(JSON.stringify(features)).digest("hex");
}
