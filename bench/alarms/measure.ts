import { delayOf, DRIFT_CASES, driftStreams, eligible, spread } from "./detection.js";
import { calibrateOnStream, tallyStream } from "./replay.js";
import type { Tally } from "./tally.js";
import { referenceWindows, type StudyWorld } from "./worlds.js";

/** One seed of one world, as it is kept between slices of a run. Plain JSON. */
export interface SeedResult {
  readonly seed: number;
  readonly days: number;
  readonly tally: Tally;
  /** Hours to detection by drift; null where it was not found in time. */
  readonly delays: Readonly<Record<string, readonly (number | null)[]>>;
  /** CPU milliseconds of learning, and of judging one window. */
  readonly calibrateMs: number;
  readonly judgeMs: number;
}

/** @param detect features per kind of drift; 0 for none */
export function measureSeed(studied: StudyWorld, seed: number, days: number, detect: number): SeedResult {
  const { reference, live, world } = studied.streams(seed, days);
  const start = referenceWindows(studied);
  const begun = cpuMs();
  const calibration = calibrateOnStream(reference, { window: studied.window });
  const learned = cpuMs();
  const tally = tallyStream(calibration, live, start);
  const judged = cpuMs();
  const delays: Record<string, (number | null)[]> = {};
  const after = start + live[0]!.missing.length;
  for (const driftCase of world !== null && studied.detect && detect > 0 ? DRIFT_CASES : []) {
    const features = spread(eligible(world!, driftCase.kind), detect);
    delays[driftCase.name] = driftStreams(world!, studied.window, driftCase, after, features).map((drifting) => {
      const delay = delayOf(calibration, drifting, after);
      return delay <= 24 * driftCase.withinDays ? delay : null;
    });
  }
  return {
    ...{ seed, days, tally, delays },
    calibrateMs: learned - begun,
    judgeMs: (judged - learned) / live[0]!.missing.length,
  };
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
