import { createHash } from "node:crypto";
import type { ReferenceConfig } from "../config/index.js";
import type { Baseline } from "../contracts/baseline.js";
import { learnBaseline } from "../core/baseline/learn.js";
import type { LearnOptions } from "../core/baseline/learn-options.js";
import { recount } from "../core/baseline/recount.js";
import { PROFILE_FORMAT } from "../core/profile/profile.js";
import { DAY_MS } from "./hour.js";
import { activateBaseline, activeBaseline, saveBaseline } from "./baseline-store.js";
import type { MaintenanceDeps } from "./deps.js";
import { capturesOfInterest, reconcile } from "./reconcile.js";
import { profilingPlan } from "./profiling-plan.js";
import { isPaused } from "./spend/standing.js";
import { mergePeriod, queueUnlearned, referencePeriod } from "./reference-captures.js";
import { profileTable, type TableReading } from "./reference-table.js";

export type BaselineOutcome =
  | { readonly kind: "active"; readonly version: string; readonly records: number; readonly features: number }
  /** The active baseline was learned from this very reference. */
  | { readonly kind: "unchanged" }
  | { readonly kind: "waiting"; readonly reason: string };

/**
 * Learns a baseline where one is due: there is none, or the reference is another one than the active baseline was
 * learned from. Safe to ask for at any time; the same reference gives the same version.
 */
export async function buildBaseline(nowMs: number, deps: MaintenanceDeps): Promise<BaselineOutcome> {
  if (await isPaused(nowMs, deps)) return { kind: "waiting", reason: "the hub's spend is paused" };
  const before = await activeBaseline(deps.table, deps.monitor.name, nowMs);
  const learned = await learn(before?.active.learnedFrom ?? null, nowMs, deps);
  if ("kind" in learned) return learned;

  const { baseline, learnedFrom } = learned;
  await saveBaseline(deps.table, baseline, nowMs);
  const active = { version: baseline.version, activatedAtMs: nowMs, learnedFrom };
  await activateBaseline(deps.table, deps.monitor.name, active, before, nowMs);
  // Captures are counted on the new bins; until that is done, their hours are being rebuilt.
  await reconcile(await profilingPlan(baseline, deps), capturesOfInterest(nowMs, deps), nowMs, deps);
  return {
    kind: "active",
    version: baseline.version,
    records: baseline.records,
    features: baseline.features.length,
  };
}

type Learned = { readonly baseline: Baseline; readonly learnedFrom: string } | BaselineOutcome;

async function learn(activeFrom: string | null, nowMs: number, deps: MaintenanceDeps): Promise<Learned> {
  const { reference } = deps.monitor;
  return reference.kind === "table"
    ? learnFromTable(reference, activeFrom, deps)
    : learnFromCaptures(activeFrom, nowMs, deps);
}

async function learnFromTable(
  { table, label }: Extract<ReferenceConfig, { kind: "table" }>,
  activeFrom: string | null,
  deps: MaintenanceDeps,
): Promise<Learned> {
  const source = `s3://${table.bucket}/${table.key}`;
  const store = deps.buckets.bucket(table.bucket);
  const head = await store.head(table.key);
  if (!head) return { kind: "waiting", reason: `reference.table expects an object at ${source}, there is none` };
  const learnedFrom = await identity({ source, etag: head.etag, label }, deps);
  if (learnedFrom === activeFrom) return { kind: "unchanged" };

  const reading = tableReading(store, head, label, deps);
  const profile = await profileTable(reading, null);
  const baseline = learnBaseline(profile, learnOptions(source, null, deps));
  const bins = new Map(baseline.features.map((feature) => [feature.name, feature.bins]));
  return { baseline: recount(baseline, await profileTable(reading, bins)), learnedFrom };
}

async function learnFromCaptures(activeFrom: string | null, nowMs: number, deps: MaintenanceDeps): Promise<Learned> {
  const { reference, captures, name, window } = deps.monitor;
  const learnedFrom = await identity({ reference }, deps);
  if (learnedFrom === activeFrom) return { kind: "unchanged" };
  const period = await referencePeriod(deps);
  if (!period) return { kind: "waiting", reason: "no capture has been profiled yet" };
  const until = period.toMs + window.settleMinutes * 60_000;
  if (nowMs < until) {
    return { kind: "waiting", reason: `the reference period ends at ${new Date(period.toMs).toISOString()}` };
  }
  const plan = await profilingPlan(null, deps);
  const queued = await queueUnlearned(period, plan, nowMs, deps);
  if (queued > 0) return { kind: "waiting", reason: `${queued} captures of the reference are still to be profiled` };

  const { profile, hours, leftOut } = await mergePeriod(period, plan, deps);
  if (profile.records === 0) return { kind: "waiting", reason: "the captures of the reference period hold no record" };
  const source = `captures of ${name} in s3://${deps.captureBucket}/${captures.prefix}, ${periodText(period)}`;
  const days = (period.toMs - period.fromMs) / DAY_MS;
  const medianWindowRows = judgedRows(profile.records / hours, profile.records / days, window.size);
  const options = { ...learnOptions(source, period, deps), medianWindowRows, leftOut };
  return { baseline: learnBaseline(profile, options), learnedFrom };
}

/** Rows below which hours are judged by the day: 30 independent rows at an assumed design effect of 3. */
const JUDGED_BY_DAY_BELOW = 90;

/** Typical rows of the shortest span that will be judged. */
function judgedRows(hourRows: number, dayRows: number, windowSize: "hour" | "day"): number {
  return windowSize === "hour" && hourRows >= JUDGED_BY_DAY_BELOW ? hourRows : dayRows;
}

function learnOptions(
  source: string,
  period: LearnOptions["period"],
  { monitor, hashKey }: MaintenanceDeps,
): LearnOptions {
  const { output, prediction, latency } = monitor.columns;
  const { ignore } = monitor.features;
  return {
    monitor: monitor.name,
    source,
    period,
    features: { ...monitor.features, ignore: latency === null ? ignore : [...ignore, latency.column] },
    hashKey,
    prediction: [...Object.keys(output.columns), ...(prediction === null ? [] : [prediction])],
  };
}

function tableReading(
  store: TableReading["store"],
  head: TableReading["head"],
  label: string | null,
  { monitor, hashKey }: MaintenanceDeps,
): TableReading {
  const { columns, features } = monitor;
  const categorical = Object.keys(features.types).filter((name) => features.types[name] === "categorical");
  const ids = columns.id.from === "columns" ? columns.id.columns : [];
  const time = columns.time.from === "column" ? [columns.time.column] : [];
  return {
    store,
    head,
    options: { textColumns: [...categorical, ...ids] },
    exclude: [...columns.ignore, ...features.ignore, ...ids, ...time, ...(label === null ? [] : [label])],
    categorical,
    sensitive: features.sensitive,
    hashKey,
  };
}

/** What a baseline is learned from and how: equal identities make equal baselines. */
async function identity(reference: unknown, deps: MaintenanceDeps): Promise<string> {
  const { layout } = await profilingPlan(null, deps);
  const { features, columns } = deps.monitor;
  const parts = [reference, layout.fingerprint, features, columns.output, columns.prediction, PROFILE_FORMAT];
  if (columns.latency) parts.push({ latency: columns.latency.column });
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);
}

function periodText({ fromMs, toMs }: { fromMs: number; toMs: number }): string {
  const day = (epochMs: number): string => new Date(epochMs).toISOString().slice(0, 10);
  return `${day(fromMs)} to ${day(toMs - 1)}`;
}
