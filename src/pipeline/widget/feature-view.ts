import type { Baseline } from "../../contracts/baseline.js";
import { PlumblineError } from "../../contracts/errors.js";
import type { Finding, HourIndex, Verdict } from "../../contracts/verdict.js";
import { chartBins } from "../../core/report/chart-bins.js";
import { featureViewHtml } from "../../core/report/widget/feature-view.js";
import type { FeatureLevel } from "../../core/verdict/calibrated/normal.js";
import { CORRELATIONS } from "../../core/verdict/calibrated/correlation.js";
import { sampleOf } from "../../core/verdict/feature-counts.js";
import { baselineValues } from "../../core/verdict/native-change.js";
import { requireFeatures } from "../answers/known-names.js";
import { activeBaseline } from "../baseline-store.js";
import { objectKeys } from "../keys.js";
import { loadReferenceWindows, ruleRecords } from "../normal/rule-store.js";
import { hoursSince } from "../observed-hours.js";
import {
  type FeatureWindow,
  lastDayOf,
  levelPoints,
  levelStatistic,
  usualRange,
  windowOfFeature,
} from "./feature-now.js";
import type { Viewing } from "./view-deps.js";
import type { Shown } from "./widget-event.js";

/** One feature: its checks, its level over the range against what is usual, its values now against the reference. */
export async function featureView({ feature: name, range }: Shown, viewing: Viewing): Promise<string> {
  const { deps, nowMs } = viewing;
  const { table, monitor } = deps;
  if (name === null) throw new PlumblineError("BAD_EVENT", "the view feature expects a feature's name, got none");
  const found = await activeBaseline(table, monitor.name, nowMs);
  if (!found) return '<p class="quiet">The baseline is still being learned.</p>';
  const baseline = await deps.baselines.load(found.active.version, nowMs);
  const index = baseline.features.findIndex((feature) => feature.name === name);
  if (name === CORRELATIONS) return notAColumn("They are about pairs of columns");
  if (index < 0) {
    await requireFeatures(table, monitor.name, [name], nowMs);
    return notAColumn("It is no column of the baseline that is active now");
  }
  const feature = baseline.features[index]!;
  const windows = await windowsBetween(range, baseline, index, viewing);
  const { level, learnedFrom } = await levelOf(baseline, index, range.to, viewing);
  const now = lastDayOf(windows);
  const statistic = levelStatistic(feature, level.counts, now?.counts ?? null);
  const missingIn = (missing: number, rows: number): number => missing / Math.max(1, missing + rows);
  const sample = now && sampleOf(feature, now.counts);
  return featureViewHtml({
    feature: name,
    reference: baseline.source,
    referenceRows: feature.rows,
    level: {
      title: statistic.title,
      points: levelPoints(windows, statistic),
      ...range,
      windowHours: monitor.window.size === "day" ? 24 : 1,
      normal: statistic.of(level),
      usual: usualRange(levelPoints(learnedFrom, statistic)),
      format: statistic.format,
    },
    bins: sample ? chartBins(feature, sample) : [],
    now: sample && {
      rows: sample.rows,
      missing: { reference: missingIn(feature.missing, feature.rows), now: missingIn(sample.missing, sample.rows) },
      fromHour: now.first,
      toHour: now.last + (monitor.window.size === "day" ? 24 : 1),
    },
    findings: now ? await findingsOf(name, now.last, viewing) : [],
  });
}

function notAColumn(why: string): string {
  return `<p class="quiet">${why}: there is no distribution to show.</p>`;
}

async function windowsBetween(
  { from, to }: Shown["range"],
  baseline: Baseline,
  index: number,
  { deps, nowMs }: Viewing,
): Promise<readonly FeatureWindow[]> {
  const windows: FeatureWindow[] = [];
  for await (const observed of hoursSince(deps.table, deps.monitor.name, from, nowMs)) {
    if (observed.hour >= to) break;
    const window = windowOfFeature(observed, baseline, index);
    if (window) windows.push(window);
  }
  return windows;
}

/** A refit learns from the weeks before it; the first rule from the reference's windows, where it has some. */
const LEARNED_HOURS = 28 * 24;

async function levelOf(
  baseline: Baseline,
  index: number,
  to: HourIndex,
  viewing: Viewing,
): Promise<{ readonly level: FeatureLevel; readonly learnedFrom: readonly FeatureWindow[] }> {
  const { deps, nowMs } = viewing;
  const { table, store, monitor } = deps;
  const records = await ruleRecords(table, monitor.name, baseline.version, nowMs);
  const record = records.findLast(({ fromHour }) => fromHour < to) ?? records[0];
  const ofTraining = baselineValues(baseline.features[index]!);
  if (!record || record.kind === "fixed") return { level: ofTraining, learnedFrom: [] };
  const { level } = await deps.normals.load(record.key);
  if (record.fromHour > 0) {
    const range = { from: record.fromHour - LEARNED_HOURS, to: record.fromHour };
    return { level: level[index] ?? ofTraining, learnedFrom: await windowsBetween(range, baseline, index, viewing) };
  }
  const windows = await loadReferenceWindows(store, monitor.name, baseline.version);
  const learnedFrom = windows.flatMap((window) => windowOfFeature(window, baseline, index) ?? []);
  return { level: level[index] ?? ofTraining, learnedFrom };
}

/** What the checks of the feature said in one window; empty where its verdict has expired. */
async function findingsOf(feature: string, hour: HourIndex, { deps }: Viewing): Promise<readonly Finding[]> {
  const stored = await deps.store.get(objectKeys.verdict(deps.monitor.name, hour));
  if (!stored) return [];
  const { findings } = JSON.parse(new TextDecoder().decode(stored.bytes)) as Verdict;
  return findings.filter((finding) => finding.feature === feature).sort((a, b) => b.ratio - a.ratio);
}
