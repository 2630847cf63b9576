/**
 * Measures the calibrated rule: false pages without drift, how often and how fast drift is found, the learning mode, and
 * the default rules of other products in the same worlds. Writes docs/alarms.md.
 *
 *   npm run bench:alarms -- [--months 24] [--detect 3] [--preset-days 10] [--first-seed 9000] [--cache DIR]
 *                           [--worlds NAME,NAME] [--electricity elec.csv] [--out FILE] [--quick]
 *
 * `--cache` keeps the result of every seed, so that a long run can be stopped and goes on where it was; `--worlds` measures only
 * these and writes no report. `--quick` is a smoke run of two months that writes to the screen. `--electricity` is the
 * Elec2 table (45,312 half-hours; docs/alarms.md says where it is from); without it those worlds are left out.
 */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { format, resolveConfig } from "prettier";
import { resultCache } from "./cache.js";
import { readElectricity } from "./electricity.js";
import { measureStudy, type StudySettings } from "./study.js";
import { reportOf } from "./report.js";
import { electricityWorlds, SIMULATED_WORLDS } from "./worlds.js";

const { values } = parseArgs({
  options: {
    months: { type: "string", default: "24" },
    detect: { type: "string", default: "3" },
    "preset-days": { type: "string", default: "10" },
    "first-seed": { type: "string", default: "9000" },
    cache: { type: "string" },
    worlds: { type: "string" },
    electricity: { type: "string" },
    out: { type: "string", default: "docs/alarms.md" },
    quick: { type: "boolean", default: false },
  },
});

const settings: StudySettings = {
  months: values.quick ? 2 : Number(values.months),
  detect: values.quick ? 1 : Number(values.detect),
  presetDays: values.quick ? 2 : Number(values["preset-days"]),
  firstSeed: Number(values["first-seed"]),
};
const worlds = [
  ...SIMULATED_WORLDS,
  ...(values.electricity === undefined ? [] : electricityWorlds(readElectricity(values.electricity))),
];
const chosen = values.worlds?.split(",") ?? null;
const git = (...command: string[]): string => execFileSync("git", command, { encoding: "utf8" }).trim();
const key = JSON.stringify([git("rev-parse", "HEAD:src/core/calibration"), settings.detect]);

const study = measureStudy(worlds, chosen, settings, resultCache(values.cache ?? null, key), (line) => {
  console.error(line);
});
const report = reportOf(study, settings, {
  date: new Date().toISOString().slice(0, 10),
  commit: git("rev-parse", "--short", "HEAD"),
});
if (values.quick || chosen !== null) console.log(report);
else writeFileSync(values.out, await format(report, { ...(await resolveConfig(values.out)), parser: "markdown" }));
