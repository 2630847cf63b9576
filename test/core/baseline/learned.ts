import type { Baseline } from "../../../src/contracts/baseline.js";
import { binsOf } from "../../../src/core/baseline/baseline-bins.js";
import { learnBaseline } from "../../../src/core/baseline/learn.js";
import type { LearnOptions } from "../../../src/core/baseline/learn-options.js";
import type { Profile } from "../../../src/core/profile/profile.js";
import { OPTIONS, profileOf, recordBatch, type Cell } from "../profile/record-batches.js";

export type Table = Readonly<Record<string, readonly Cell[]>>;

export const LEARN: LearnOptions = {
  monitor: "churn",
  source: "s3://acme/train.csv",
  period: null,
  features: { ignore: [], types: {}, sensitive: [] },
  prediction: [],
  hashKey: OPTIONS.hashKey,
};

export function learn(table: Table, options: Partial<LearnOptions> = {}): Baseline {
  return learnBaseline(profileOf([recordBatch(table)]), { ...LEARN, ...options });
}

/** A table as it is profiled while this baseline is active. */
export function profileOn(baseline: Baseline, table: Table): Profile {
  return profileOf([recordBatch(table)], { bins: binsOf(baseline) });
}

export const times = <T>(count: number, value: T): T[] => new Array<T>(count).fill(value);
