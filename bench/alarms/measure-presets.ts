import { presets } from "../../src/core/presets/registry.js";
import { DRIFT_CASES, driftStreams, eligible, spread } from "./detection.js";
import { observeWindows, presetAlarms, presetBaseline } from "./preset-replay.js";
import { byDay, hoursPer, type WindowSize, windowsOf } from "./windows.js";
import { referenceWindows, type StudyWorld } from "./worlds.js";

/** One preset on one seed of one world. Plain JSON. */
export interface PresetResult {
  readonly seed: number;
  readonly days: number;
  /** By preset and window, e.g. `evidently hour`: days with an alarm, without drift. */
  readonly alarmDays: Readonly<Record<string, number>>;
  /** By preset (daily windows) and drift: hours to detection, null where it was not found in time. */
  readonly delays: Readonly<Record<string, Readonly<Record<string, readonly (number | null)[]>>>>;
}

/** Every preset judges the same stream, hour by hour and day by day. @param detect features per kind of drift */
export function measurePresets(studied: StudyWorld, seed: number, days: number, detect: number): PresetResult {
  const { reference, live, world } = studied.streams(seed, days);
  const baseline = presetBaseline(reference);
  const start = referenceWindows(studied);
  const alarmDays: Record<string, number> = {};
  const sizes: readonly WindowSize[] = studied.window === "hour" ? ["hour", "day"] : ["day"];
  for (const size of sizes) {
    const stream = size === studied.window ? live : byDay(live);
    const from = (start * hoursPer(studied.window)) / hoursPer(size);
    const windows = observeWindows(baseline, stream, size, from);
    const perDay = 24 / hoursPer(size);
    for (const preset of presets.values()) {
      const alarms = presetAlarms(preset, baseline, windows);
      const alarming = new Set(alarms.flatMap((alarm, i) => (alarm ? [Math.floor(i / perDay)] : [])));
      alarmDays[`${preset.name} ${size}`] = alarming.size;
    }
  }
  const delays: Record<string, Record<string, (number | null)[]>> = {};
  const after = start + windowsOf(live);
  for (const driftCase of world !== null && studied.detect && detect > 0 ? DRIFT_CASES : []) {
    const features = spread(eligible(world!, driftCase.kind), detect);
    const drifting = driftStreams(world!, studied.window, driftCase, after, features);
    for (const { feature, stream, onset } of drifting) {
      const alone = { ...baseline, features: [baseline.features[feature]!] };
      const daily = studied.window === "hour" ? byDay(stream) : stream;
      const onsetDay = (onset * hoursPer(studied.window)) / 24;
      const windows = observeWindows(alone, daily, "day", 0).slice(onsetDay, onsetDay + driftCase.withinDays);
      for (const preset of presets.values()) {
        const day = presetAlarms(preset, alone, windows).indexOf(true);
        const found = ((delays[preset.name] ??= {})[driftCase.name] ??= []);
        found.push(day < 0 ? null : 24 * (day + 1));
      }
    }
  }
  return { seed, days, alarmDays, delays };
}
