import { checkEffect } from "../scores/check-score.js";
import type { FeatureCalibration, UnusualWindow } from "../types.js";
import type { FeatureFit } from "./feature-fit.js";
import { lensWindow } from "./lens-table.js";
import { correctTail } from "./tail-correction.js";
import type { TailFit } from "./tail-fit.js";
import type { WindowClock } from "./window-clock.js";

const MOST_LISTED = 50;

/** Reference windows that the finished limits would have alarmed on, worst first: people may want to exclude them. */
export function unusualWindows(
  fits: readonly FeatureFit[],
  tails: TailFit,
  features: readonly FeatureCalibration[],
  clock: WindowClock,
): UnusualWindow[] {
  const found: UnusualWindow[] = [];
  fits.forEach((fit, f) => {
    const limit = features[f]!.limits.hour ?? features[f]!.limits.day;
    if (limit === null) return;
    tails.checks[f]!.forEach(({ check, omega, atomic }, c) => {
      tails.atomicZ[f]![c]!.forEach((raw, i) => {
        const z = correctTail(raw, atomic.tail);
        const extreme = check === "shape" ? z >= limit : Math.abs(z) >= limit;
        if (!extreme || checkEffect(fit.model, check, omega, lensWindow(fit.atomic, i)) < fit.model.rules.minimumEffect)
          return;
        found.push({ hour: clock.hours[i]!, feature: fit.feature.name, check, z });
      });
    });
  });
  return found.sort((a, b) => Math.abs(b.z) - Math.abs(a.z)).slice(0, MOST_LISTED);
}
