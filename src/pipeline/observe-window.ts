import type { MonitorConfig } from "../config/index.js";
import type { Baseline } from "../contracts/baseline.js";
import type { WindowSample } from "../contracts/rule.js";
import { schemaChanges, type SchemaChange } from "../core/baseline/schema-changes.js";
import { windowSample } from "../core/baseline/window-sample.js";
import { describeSchemaChanges } from "../core/report/schema-words.js";
import { windowLatency } from "../core/verdict/window-latency.js";
import type { AnalysisDeps } from "./deps.js";
import type { Profile } from "../core/profile/profile.js";
import { leastKept } from "../core/spend/sampling.js";
import { DAY_MS, startMsOf } from "./hour.js";
import { readHour, writeHour, type StoredHour } from "./observed-hours.js";
import type { RuleTimeline } from "./normal/rule-timeline.js";
import { listWindow, mergedWindow } from "./window-profiles.js";
import type { WindowSpan } from "./windows.js";

/** What judges windows right now. */
export interface Judge {
  readonly rules: RuleTimeline;
  readonly baseline: Baseline | null;
  readonly activatedAtMs: number;
  readonly profileVersion: string;
}

export type Observation =
  | { readonly kind: "observed" }
  /** Its captures or their profiles are gone, or another baseline judged it in its time: what was judged stays. */
  | { readonly kind: "history" }
  /** Its captures are still being profiled on the active baseline's bins. */
  | { readonly kind: "rebuilding" }
  /** A profile was overwritten while it was being read; the window has been marked again. */
  | { readonly kind: "moving" };

/** How long a window waits for its captures to be profiled anew after a switch of baselines. */
const REBUILD_MS = DAY_MS;

/** Merges a window's profiles, observes them by the rule, and stores what the rule saw. */
export async function observeWindow(
  span: WindowSpan,
  judge: Judge,
  fence: number,
  nowMs: number,
  deps: AnalysisDeps,
): Promise<Observation> {
  const { store, table, monitor } = deps;
  const listing = await listWindow(store, monitor.name, span, judge.profileVersion);
  if (listing.otherVersionOnly > 0 && nowMs < judge.activatedAtMs + REBUILD_MS) return { kind: "rebuilding" };
  const before = await readHour(table, monitor.name, span.first, nowMs);
  if (listing.objects.length === 0 || wasJudgedBefore(before, span, judge)) return { kind: "history" };

  const profile = await mergedWindow(store, monitor.name, span.first, listing);
  if (!profile) return { kind: "moving" };
  const sample = judge.baseline && windowSample(profile, judge.baseline, span.first);
  const { baseline } = judge;
  const latency = monitor.columns.latency && windowLatency(profile, monitor.columns.latency);
  const { rule } = await judge.rules.at(span.first);
  const observed: StoredHour = {
    hour: span.first,
    records: profile.records,
    rejects: profile.rejects,
    restatement: 0,
    ...noted([
      ...(baseline ? schemaNotes(featureChanges(baseline, profile, monitor)) : []),
      ...sampledNotes(await keptShare(span, nowMs, deps), profile.records),
    ]),
    ...(latency && { latency }),
    evidence: sample && baseline ? rule.observe(baseline, sample) : null,
    ...(baseline ? {} : { unjudged: LEARNING }),
    baselineVersion: baseline?.version ?? null,
    fingerprint: listing.fingerprint,
  };
  const restatement = nextRestatement(before, observed);
  if (restatement !== null) await writeHour(table, monitor.name, { ...observed, restatement }, fence, nowMs);
  return { kind: "observed" };
}

/** Nothing to say says nothing. */
function noted(notes: readonly string[]): Pick<StoredHour, "notes"> {
  return notes.length === 0 ? {} : { notes };
}

/** A reference need not know the latency: as a column of the captures it is no news. */
function featureChanges(baseline: Baseline, profile: Profile, { columns }: MonitorConfig): readonly SchemaChange[] {
  return schemaChanges(baseline, profile).filter(
    ({ kind, column }) => kind !== "new-column" || column !== columns.latency?.column,
  );
}

/** Columns that came, went or changed their type, in one sentence. */
function schemaNotes(changes: readonly SchemaChange[]): readonly string[] {
  return changes.length === 0 ? [] : [describeSchemaChanges(changes)];
}

/** The share of the captures that is profiled of what lands in a window's hours and the one after. */
async function keptShare({ first, end }: WindowSpan, nowMs: number, { standing }: AnalysisDeps): Promise<number> {
  return leastKept((await standing(nowMs))?.sampling ?? [], first, end);
}

/** What was profiled is judged as it is, with its true count; only totals are estimates. */
function sampledNotes(keep: number, records: number): readonly string[] {
  if (keep >= 1) return [];
  const total = Math.round(records / keep).toLocaleString("en-US");
  return [
    `spend is near its cap: 1 in ${1 / keep} captures was profiled, so totals are estimates (about ${total} records)`,
  ];
}

const LEARNING = { status: "learning", reason: "the baseline is still being learned" } as const;

/** A new baseline says nothing of windows that another one has judged before it became active. */
function wasJudgedBefore(before: StoredHour | null, span: WindowSpan, { baseline, activatedAtMs }: Judge): boolean {
  if (!before?.evidence || before.baselineVersion === (baseline?.version ?? null)) return false;
  return startMsOf(span.end) <= activatedAtMs;
}

/** Null where nothing has changed. A first verdict after learning is no restatement. */
function nextRestatement(before: StoredHour | null, now: StoredHour): number | null {
  if (!before) return 0;
  const unchanged = before.fingerprint === now.fingerprint && before.baselineVersion === now.baselineVersion;
  if (unchanged) return null;
  return before.baselineVersion === now.baselineVersion ? before.restatement + 1 : before.restatement;
}

/** The window as the report shows it, from the profiles as they are now. */
export async function readWindow(span: WindowSpan, judge: Judge, deps: AnalysisDeps): Promise<WindowSample> {
  const listing = await listWindow(deps.store, deps.monitor.name, span, judge.profileVersion);
  const profile = await mergedWindow(deps.store, deps.monitor.name, span.first, listing);
  const empty: WindowSample = { hour: span.first, records: 0, features: new Map() };
  return profile && judge.baseline ? windowSample(profile, judge.baseline, span.first) : empty;
}
