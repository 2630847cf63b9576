import { atomicFreedom, lensFreedom } from "../scores/z-scores.js";
import type { AtomicWindow, CheckCalibration, CheckName } from "../types.js";
import { type FeatureFit, replayZ } from "./feature-fit.js";
import { dailyMemory, dayLensMemory, longMemory } from "./memory.js";
import { atomicTail, dayTail, NO_CORRECTION, pooledTail, trendScale } from "./tail-correction.js";

const CHECKS: readonly CheckName[] = ["shift", "spread", "shape", "missing", "unseen"];
/** Checks of rows that are rare in most features. */
const COUNTED: ReadonlySet<CheckName> = new Set(["missing", "unseen"]);
const DAY_HOURS = 24;

/** Reference length as the lenses see it. */
export interface ReferenceLength {
  readonly window: AtomicWindow;
  /** Windows with rows, R. */
  readonly windows: number;
  readonly days: number;
}

/** What the replay of all features together teaches. */
export interface TailFit {
  readonly memory: number;
  /** l^2 of kinds of checks whose days resemble one another for longer than two days. */
  readonly longMemory: ReadonlyMap<CheckName, number>;
  /** [feature][check], with tails. */
  readonly checks: readonly (readonly CheckCalibration[])[];
  /** [feature][check]: replayed z of atomic windows before correction; NaN where not judged. */
  readonly atomicZ: readonly (readonly Float64Array[])[];
}

/** Memory of days, then the tails of every kind of check over all features. */
export function fitTails(fits: readonly FeatureFit[], length: ReferenceLength): TailFit {
  const unscaled = dailyZ(fits, length, () => 1);
  const memory = dailyMemory(pool(fits, unscaled, (check) => check !== "shape"));
  const long = longMemories(fits, unscaled, length, memory);
  const daily = dailyZ(fits, length, (check) => dayLensMemory(long.get(check) ?? memory, memory, length.days));
  const freedom = atomicFreedom(length.window, length.windows);
  const atomicZ = fits.map((fit) => fit.checks.map((check) => replayZ(fit, check, fit.atomic, "atomic", freedom)));
  const checks = fits.map((fit) => [...fit.checks]);
  for (const kind of CHECKS) {
    const oneSided = kind === "shape";
    const is = (check: CheckName): boolean => check === kind;
    const pooled = pooledTail(pool(fits, atomicZ, is), oneSided, COUNTED.has(kind));
    const days = pool(fits, daily, is);
    const overDay = oneSided ? NO_CORRECTION : dayTail(days);
    const scale = oneSided ? 1 : trendScale(days, overDay);
    checks.forEach((list, f) => {
      list.forEach((check, c) => {
        if (check.check !== kind) return;
        const tail = atomicTail(pooled, atomicZ[f]![c]!, oneSided);
        list[c] = {
          ...check,
          atomic: { ...check.atomic, tail },
          day: check.day === null ? null : { ...check.day, tail: overDay },
          trendScale: scale,
        };
      });
    });
  }
  return { memory, longMemory: long, checks, atomicZ };
}

/** Only where longer than what all checks together show, and only of checks that a trend is told of. */
function longMemories(
  fits: readonly FeatureFit[],
  daily: readonly (readonly Float64Array[])[],
  length: ReferenceLength,
  memory: number,
): ReadonlyMap<CheckName, number> {
  const long = new Map<CheckName, number>();
  for (const kind of CHECKS) {
    if (kind === "shape") continue;
    const ofKind = longMemory(
      pool(fits, daily, (check) => check === kind),
      length.days,
    );
    if (ofKind !== null && ofKind > memory) long.set(kind, ofKind);
  }
  return long;
}

/** z of local days: of the 24 h lens where the windows are hours, of the windows themselves where they are days. */
function dailyZ(
  fits: readonly FeatureFit[],
  length: ReferenceLength,
  memoryOf: (check: CheckName) => number,
): Float64Array[][] {
  const daily = length.window === "day";
  return fits.map((fit) =>
    fit.checks.map((check) => {
      const freedom = daily
        ? atomicFreedom("day", length.windows)
        : lensFreedom(length.days * DAY_HOURS, DAY_HOURS, memoryOf(check.check));
      if (daily) return replayZ(fit, check, fit.atomic, "atomic", freedom);
      return check.day === null ? new Float64Array(0) : replayZ(fit, check, fit.days, "day", freedom);
    }),
  );
}

function pool(
  fits: readonly FeatureFit[],
  z: readonly (readonly Float64Array[])[],
  of: (check: CheckName) => boolean,
): Float64Array[] {
  return fits.flatMap((fit, f) => z[f]!.filter((_, c) => of(fit.checks[c]!.check)));
}
