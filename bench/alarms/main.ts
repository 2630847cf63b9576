/**
 * Measures the calibrated rule in simulated worlds: false alarms per 30 days without drift, and how often and how fast
 * drift is found.
 *
 *   npx tsx bench/alarms/main.ts [--seeds N] [--first-seed S] [--days D] [--detect N] [--world NAME] [--electricity FILE]
 *
 * Every seed is a new world of 50 features with 28 reference days and D live days (default 60); `--detect` is the number
 * of features per drift kind and seed (default 0: none). `--electricity` is the Elec2 table as CSV: its days in random
 * order join the worlds without drift.
 */
import { parseArgs } from "node:util";
import type { Calibration } from "../../src/core/calibration/types.js";
import { detectionOf, DRIFT_CASES, eligible, median } from "./detection.js";
import { poissonRate } from "./rate-bounds.js";
import { electricityStream, readElectricity } from "./electricity.js";
import { calibrateOnStream, episodes, replayStream } from "./replay.js";
import { StormWorld } from "./storm-world.js";
import { type FeatureStream, World, type WorldSettings } from "./world.js";

const REFERENCE_HOURS = 28 * 24;

const WORLDS: Readonly<Record<string, Partial<WorldSettings>>> = {
  iid: { seasonal: false },
  "seasonal-100": { rowsPerHour: 100 },
  "seasonal-1000": { rowsPerHour: 1000 },
  "seasonal-10000": { rowsPerHour: 10_000 },
  ar95: { memory: 0.95 },
  "thin-8": { rowsPerHour: 8, leastRows: 0 },
};

/** Reference and live stream of a world that is only measured without drift. */
interface QuietStreams {
  readonly reference: readonly FeatureStream[];
  readonly live: readonly FeatureStream[];
}

interface Settings {
  readonly seeds: number;
  readonly firstSeed: number;
  readonly days: number;
  readonly detect: number;
}

interface SeedResult {
  readonly episodes: number;
  readonly alarmHours: number;
  readonly delays: ReadonlyMap<string, readonly number[]>;
  readonly calibrateMs: number;
  readonly judgeMs: number;
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function runSeed(world: World, settings: Settings): SeedResult {
  const liveHours = settings.days * 24;
  const streams = { reference: world.stream(0, REFERENCE_HOURS), live: world.stream(REFERENCE_HOURS, liveHours) };
  const { calibration, ...quiet } = runQuiet(streams);
  const delays = new Map<string, readonly number[]>();
  for (const drift of settings.detect > 0 ? DRIFT_CASES : []) {
    const features = spread(eligible(world, drift.kind), settings.detect);
    delays.set(drift.name, detectionOf(world, calibration, drift, REFERENCE_HOURS + liveHours, features).delays);
  }
  return { ...quiet, delays };
}

function runQuiet({ reference, live }: QuietStreams): SeedResult & { calibration: Calibration } {
  const start = reference[0]!.missing.length;
  const begun = cpuMs();
  const calibration = calibrateOnStream(reference);
  const learned = cpuMs();
  const alarms = replayStream(calibration, live, start);
  const judged = cpuMs();
  return {
    calibration,
    episodes: episodes(alarms).length,
    alarmHours: alarms.length,
    delays: new Map(),
    calibrateMs: learned - begun,
    judgeMs: (judged - learned) / live[0]!.missing.length,
  };
}

/** Worlds by name that give the streams of one seed. */
function quietWorlds(
  days: number,
  electricityFile: string | undefined,
): Record<string, (seed: number) => QuietStreams> {
  const worlds: Record<string, (seed: number) => QuietStreams> = {
    storm: (seed) => {
      const world = new StormWorld({ seed });
      return { reference: world.stream(0, REFERENCE_HOURS), live: world.stream(REFERENCE_HOURS, days * 24) };
    },
  };
  if (electricityFile === undefined) return worlds;
  const data = readElectricity(electricityFile);
  for (const referenceDays of [28, 14]) {
    for (const rowsPerHour of [20, 200]) {
      worlds[`electricity-${rowsPerHour}-${referenceDays}d`] = (seed) => {
        const all = electricityStream(data, { seed, days: referenceDays + days, referenceDays, rowsPerHour });
        return { reference: cut(all, 0, referenceDays * 24), live: cut(all, referenceDays * 24, Infinity) };
      };
    }
  }
  return worlds;
}

function cut(stream: readonly FeatureStream[], from: number, to: number): FeatureStream[] {
  return stream.map((feature) => ({
    ...feature,
    counts: feature.counts.slice(from, to),
    missing: feature.missing.slice(from, to),
    unseen: feature.unseen.slice(from, to),
  }));
}

/** `count` items spread evenly over the list. */
function spread(items: readonly number[], count: number): number[] {
  const step = Math.max(1, items.length / count);
  return Array.from({ length: Math.min(count, items.length) }, (_, i) => items[Math.floor(i * step)]!);
}

function report(name: string, results: readonly SeedResult[], settings: Settings): void {
  const months = (results.length * settings.days) / 30;
  const total = results.reduce((sum, result) => sum + result.episodes, 0);
  const hours = results.reduce((sum, result) => sum + result.alarmHours, 0);
  const { rate, lower, upper } = poissonRate(total, months);
  const mean = (pick: (result: SeedResult) => number): string =>
    (results.reduce((sum, result) => sum + pick(result), 0) / results.length).toFixed(2);
  console.log(
    `${name}: ${rate.toFixed(2)} episodes per 30 days (95 %: ${lower.toFixed(2)} to ${upper.toFixed(2)}), ` +
      `${(hours / months).toFixed(1)} alarm hours, ${months} months; ` +
      `calibrate ${mean((r) => r.calibrateMs)} ms, judge ${mean((r) => r.judgeMs)} ms an hour (CPU)`,
  );
  for (const { name: drift } of DRIFT_CASES) {
    const delays = results.flatMap((result) => result.delays.get(drift) ?? []);
    if (delays.length === 0) continue;
    const found = delays.filter((delay) => delay < Infinity).length;
    console.log(
      `  ${drift}: found ${((100 * found) / delays.length).toFixed(0)} % of ${delays.length}, median ${median(delays)} h`,
    );
  }
}

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "3" },
    "first-seed": { type: "string", default: "1000" },
    days: { type: "string", default: "60" },
    detect: { type: "string", default: "0" },
    world: { type: "string" },
    electricity: { type: "string" },
  },
});
const settings: Settings = {
  seeds: Number(values.seeds),
  firstSeed: Number(values["first-seed"]),
  days: Number(values.days),
  detect: Number(values.detect),
};
const seeds = Array.from({ length: settings.seeds }, (_, i) => settings.firstSeed + i);
const wanted = (name: string): boolean => values.world === undefined || values.world === name;
for (const [name, world] of Object.entries(WORLDS)) {
  if (!wanted(name)) continue;
  report(
    name,
    seeds.map((seed) => runSeed(new World({ ...world, seed }), settings)),
    settings,
  );
}
for (const [name, streams] of Object.entries(quietWorlds(settings.days, values.electricity))) {
  if (wanted(name))
    report(
      name,
      seeds.map((seed) => runQuiet(streams(seed))),
      settings,
    );
}
