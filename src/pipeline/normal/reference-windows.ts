import { windowSample } from "../../core/baseline/window-sample.js";
import type { CountedWindow } from "../../core/verdict/calibrated/counted-window.js";
import { countWindow } from "../../core/verdict/window-counts.js";
import type { Baseline } from "../../contracts/baseline.js";
import type { AnalysisDeps } from "../deps.js";
import { DAY_MS, hourOf } from "../hour.js";
import { listWindow, mergedWindow } from "../window-profiles.js";
import { windowOf, type WindowSpan } from "../windows.js";
import { excludedPeriod } from "./excluded.js";

/** What counts windows right now. */
export interface Counting {
  readonly baseline: Baseline;
  readonly activatedAtMs: number;
  readonly profileVersion: string;
}

/** How long the reference's captures may take to be profiled on the baseline's bins; then what is there is learned from. */
const REBUILD_MS = DAY_MS;

export type ReferenceWindows = { readonly windows: readonly CountedWindow[] } | { readonly waiting: string };

/**
 * The windows of the reference period, counted on the baseline's bins. Windows that have been merged once are kept merged,
 * so that a run which has no time left is continued by the next.
 */
export async function referenceWindows(
  { baseline, activatedAtMs, profileVersion }: Counting,
  period: NonNullable<Baseline["period"]>,
  hasTime: () => boolean,
  nowMs: number,
  { store, monitor }: AnalysisDeps,
): Promise<ReferenceWindows> {
  const windows: CountedWindow[] = [];
  for (const span of spans(period, monitor.window)) {
    if (!hasTime()) return { waiting: "no time is left to count the reference's windows" };
    const listing = await listWindow(store, monitor.name, span, profileVersion);
    if (listing.otherVersionOnly > 0 && nowMs < activatedAtMs + REBUILD_MS) {
      return { waiting: "captures of the reference are still to be counted on the baseline's bins" };
    }
    if (listing.objects.length === 0 || excludedPeriod(span.first, monitor.alarms.exclude)) continue;
    const profile = await mergedWindow(store, monitor.name, span.first, listing);
    if (!profile) return { waiting: "a capture of the reference is being profiled again" };
    if (profile.records === 0) continue;
    const evidence = countWindow(baseline, windowSample(profile, baseline, span.first));
    windows.push({ hour: span.first, evidence });
  }
  return { windows };
}

function* spans(
  { fromMs, toMs }: NonNullable<Baseline["period"]>,
  window: Parameters<typeof windowOf>[1],
): Iterable<WindowSpan> {
  let span = windowOf(hourOf(fromMs), window);
  while (span.first < hourOf(toMs)) {
    yield span;
    span = windowOf(span.end, window);
  }
}
