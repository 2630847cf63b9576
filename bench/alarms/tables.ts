import { presets } from "../../src/core/presets/registry.js";
import { DRIFT_CASES, median } from "./detection.js";
import { poissonRate, type RateWithBounds } from "./rate-bounds.js";
import type { Study } from "./study.js";
import type { StudyWorld } from "./worlds.js";

type Quiet = Study["worlds"][number];

/** A Markdown table. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function months({ results }: Quiet): number {
  return results.reduce((sum, { days }) => sum + days, 0) / 30;
}

function rateOf(quiet: Quiet, unit: "pages" | "incidents" | "episodes"): RateWithBounds {
  const count = quiet.results.reduce((sum, { tally }) => sum + tally[unit], 0);
  return poissonRate(count, months(quiet));
}

const bounded = ({ rate, lower, upper }: RateWithBounds): string =>
  `${rate.toFixed(2)} (${lower.toFixed(2)} to ${upper.toFixed(2)})`;

/** Whether a world keeps what it is held to; null where nothing is asked of it. */
export function met(quiet: Quiet): boolean | null {
  const { target } = quiet.world;
  if (target === null) return null;
  const { rate, upper } = rateOf(quiet, target.unit);
  return (target.of === "upper bound" ? upper : rate) <= target.at;
}

function targetText({ target }: StudyWorld): string {
  return target === null ? "none" : `${target.of} of ${target.unit} <= ${target.at.toFixed(1)}`;
}

/** False pages, incidents and episodes per 30 days, a row per world. */
export function quietTable(worlds: Study["worlds"]): string {
  const answer = { true: "yes", false: "**no**", null: "" } as const;
  return table(
    ["world", "months", "pages", "incidents", "episodes", "held to", "kept"],
    worlds.map((quiet) => [
      quiet.world.title,
      months(quiet).toFixed(0),
      bounded(rateOf(quiet, "pages")),
      bounded(rateOf(quiet, "incidents")),
      bounded(rateOf(quiet, "episodes")),
      targetText(quiet.world),
      answer[String(met(quiet)) as keyof typeof answer],
    ]),
  );
}

/** `found % / median h`, a dash where fewer than half were found. */
function detectionCell(delays: readonly (number | null)[]): string {
  if (delays.length === 0) return "";
  const found = delays.filter((delay) => delay !== null).length;
  const middle = median(delays.map((delay) => delay ?? Infinity));
  return `${((100 * found) / delays.length).toFixed(0)} % / ${middle < Infinity ? `${middle} h` : "-"}`;
}

/** Share found and median delay, a row per world and a column per drift. */
export function detectionTable(worlds: Study["worlds"]): string {
  const detecting = worlds.filter(({ world }) => world.detect);
  return table(
    ["world", ...DRIFT_CASES.map(({ name }) => name)],
    detecting.map(({ world, results }) => [
      world.title,
      ...DRIFT_CASES.map(({ name }) => detectionCell(results.flatMap(({ delays }) => delays[name] ?? []))),
    ]),
  );
}

/** The calibrated rule and each preset: days of 30 with a false alarm, hour by hour and day by day. */
export function presetAlarmTable(study: Study): string {
  const columns = study.presets.map(({ world }) => world);
  const quietOf = (world: StudyWorld): Quiet | undefined => study.worlds.find((quiet) => quiet.world === world);
  const rows = ["hour", "day"].flatMap((size) =>
    presets.names.map((name) => [
      `${name}, every ${size}`,
      ...study.presets.map(({ results }) => {
        const counts = results.flatMap(({ alarmDays, days }) => {
          const alarming = alarmDays[`${name} ${size}`];
          return alarming === undefined ? [] : [(30 * alarming) / days];
        });
        return counts.length === 0 ? "" : (counts.reduce((sum, n) => sum + n, 0) / counts.length).toFixed(1);
      }),
    ]),
  );
  const calibrated = columns.map((world) => {
    const quiet = quietOf(world);
    if (quiet === undefined) return "";
    const days = quiet.results.reduce((sum, { tally }) => sum + tally.alarmDays, 0);
    return (days / months(quiet)).toFixed(1);
  });
  return table(["rule", ...columns.map(({ name }) => name)], [["**calibrated**", ...calibrated], ...rows]);
}

/** Detection by the presets, judged once a day, beside the calibrated rule; a table per world. */
export function presetDetectionTables(study: Study): string {
  return study.presets
    .filter(({ world }) => world.detect)
    .map(({ world, results }) => {
      const calibrated = study.worlds.find((quiet) => quiet.world === world);
      const known = DRIFT_CASES.filter(({ name }) =>
        results.some(({ delays }) => delays[presets.names[0]!]?.[name]?.length),
      );
      const row = (delaysOf: (drift: string) => readonly (number | null)[]): string[] =>
        known.map(({ name }) => detectionCell(delaysOf(name)));
      const rows = presets.names
        // One drifting column can't be half of fifty: nothing to measure.
        .filter((name) => name !== "evidently-dataset")
        .map((name) => [name, ...row((drift) => results.flatMap(({ delays }) => delays[name]?.[drift] ?? []))]);
      const first = row((drift) => calibrated?.results.flatMap(({ delays }) => delays[drift] ?? []) ?? []);
      const body = table(["rule", ...known.map(({ name }) => name)], [["**calibrated**", ...first], ...rows]);
      return `${world.title}:\n\n${body}`;
    })
    .join("\n\n");
}

/** The learning mode: pages in 14 stable days, and half a standard deviation found within 48 hours. */
export function learningTable(learning: Study["learning"]): string {
  return table(
    [
      "rows an hour",
      "offset (sd)",
      "monitors",
      "pages in 14 days",
      "monitors with more than one",
      "0.5 sd within 48 h",
      "median",
    ],
    learning.map(({ learner, results }) => {
      const delays = results.flatMap((result) => result.delays);
      const pages = results.reduce((sum, result) => sum + result.pages, 0);
      return [
        learner.rowsPerHour.toLocaleString("en"),
        learner.offset.toFixed(1),
        String(results.length),
        bounded(poissonRate(pages, results.length)),
        String(results.filter((result) => result.pages > 1).length),
        ...detectionCell(delays).split(" / "),
      ];
    }),
  );
}
