import type { Baseline } from "../../contracts/baseline.js";
import type { Incident } from "../../contracts/verdict.js";
import type { QualityTask } from "../../core/quality/quality-metric.js";
import type { AnalysisDeps } from "../deps.js";
import type { QualityInForce } from "./quality-normal-store.js";
import type { StoredQuality } from "./quality-store.js";

export interface QualityRecord {
  readonly task: QualityTask;
  readonly inForce: QualityInForce | null;
  readonly baseline: Baseline;
  readonly counted: readonly StoredQuality[];
  readonly incidents: readonly Incident[];
}

export async function recordQuality(record: QualityRecord, nowMs: number, deps: AnalysisDeps): Promise<void> {
  void record;
  void nowMs;
  void deps;
  return Promise.resolve();
}
