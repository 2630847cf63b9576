import type { Baseline } from "../contracts/baseline.js";
import type { ObjectHead } from "../contracts/ports.js";
import { watchedFeatures } from "../core/baseline/watched-features.js";
import { binsIdentity } from "../core/profile/bins-identity.js";
import type { ProfileOptions, TimeRule } from "../core/profile/options.js";
import { activeBaseline } from "./baseline-store.js";
import { captureLayout, type CaptureLayout } from "./capture-layout.js";
import type { CaptureDeps } from "./deps.js";
import { DAY_MS } from "./hour.js";
import { sourceHash } from "./keys.js";
import { type RowsPlan, rowsPlan } from "./labels/columns/rows-plan.js";
import { timeFromKey } from "./key-time.js";
import { profileVersion } from "./profile-version.js";

/** How captures are profiled right now. */
export interface ProfilingPlan {
  readonly version: string;
  readonly baseline: Baseline | null;
  readonly layout: CaptureLayout;
  /** Identity of the active baseline's bins; null while learning. */
  readonly binsId: string | null;
  optionsFor(head: ObjectHead): ProfileOptions;
  /** How predictions are read out beside the profiles; null where no labels are configured. */
  readonly rows: RowsPlan | null;
}

/** Live captures: event time from 14 days before to 10 minutes after the object's arrival. */
export const OLDEST_RECORD_MS = 14 * DAY_MS;
const NEWEST_MS = 10 * 60_000;

/** The plan of this moment, for a batch of captures: profiles are counted on the active baseline's bins. */
export async function activePlan(nowMs: number, deps: CaptureDeps): Promise<ProfilingPlan> {
  const found = await activeBaseline(deps.table, deps.monitor.name, nowMs);
  return profilingPlan(found && (await deps.baselines.load(found.active.version, nowMs)), deps);
}

/** @param baseline null to profile for learning: no bins yet, category names kept */
export async function profilingPlan(baseline: Baseline | null, deps: CaptureDeps): Promise<ProfilingPlan> {
  const { monitor } = deps;
  const layout = await captureLayout(monitor, deps.buckets);
  const watched = baseline && watchedFeatures(baseline);
  const bins = baseline && new Map(baseline.features.map((feature) => [feature.name, feature.bins]));
  const excluded = nonFeatures(deps);
  return {
    version: profileVersion(baseline, layout.fingerprint, deps.hashKey),
    baseline,
    layout,
    binsId: bins && binsIdentity(bins),
    rows: rowsPlan(monitor),
    optionsFor: (head) => ({
      seed: sourceHash(deps.captureBucket, head.key),
      bins,
      ...(watched && { watched }),
      time: timeRule(head, deps),
      hashKey: deps.hashKey,
      exclude: excluded,
      categorical: Object.keys(monitor.features.types).filter((name) => monitor.features.types[name] === "categorical"),
      sensitive: monitor.features.sensitive,
    }),
  };
}

/** Ids, the time column and what configuration ignores are no features; the latency is none either, but it is summarised. */
function nonFeatures({ monitor: { columns, features } }: CaptureDeps): string[] {
  const ids = columns.id.from === "columns" ? columns.id.columns : [];
  const time = columns.time.from === "column" ? [columns.time.column] : [];
  return [...ids, ...time, ...features.ignore].filter((name) => name !== columns.latency?.column);
}

function timeRule(head: ObjectHead, { monitor }: CaptureDeps): TimeRule {
  const bounds = { fromMs: head.lastModifiedMs - OLDEST_RECORD_MS, toMs: head.lastModifiedMs + NEWEST_MS };
  const { time } = monitor.columns;
  switch (time.from) {
    case "column":
      return { column: time.column, bounds };
    case "metadata":
      return { metadata: true, bounds };
    case "lastModified":
      return { fixedMs: head.lastModifiedMs, bounds };
    case "path": {
      const fixedMs = timeFromKey(head.key, time.pattern, monitor.window.timeZone);
      // A key without its time: every record is rejected as time-missing, by the profiler's own rule.
      return fixedMs === null ? { fixedMs: Number.NaN, bounds } : { fixedMs, bounds };
    }
  }
}
