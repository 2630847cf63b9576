import { DIFFERENCES, HOW_MEASURED, PROMISE, WHERE_IT_FAILS } from "./prose.js";
import { PRESET_SEEDS, type Study, type StudySettings } from "./study.js";
import { detectionTable, learningTable, met, presetAlarmTable, presetDetectionTables, quietTable } from "./tables.js";

/** Where and when the figures were made. */
export interface Provenance {
  readonly date: string;
  readonly commit: string;
}

/** docs/alarms.md, figures and text. */
export function reportOf(study: Study, settings: StudySettings, { date, commit }: Provenance): string {
  const missed = study.worlds.filter((quiet) => met(quiet) === false).map(({ world }) => world.title);
  const verdict =
    missed.length === 0
      ? "In this run every world kept what it is held to."
      : `In this run these worlds did not keep what they are held to: ${missed.join("; ")}.`;
  const parts = [
    "# Alarms: what was measured",
    "Written by `npm run bench:alarms`; don't edit it by hand.",
    `Run on ${date} at commit ${commit}: ${settings.months} simulated months a world, seeds from ${settings.firstSeed} on, ` +
      "on which no constant of the method was chosen. The same seeds give the same figures on every machine.",
    `## What is promised\n\n${PROMISE}\n\n${verdict}`,
    "## False alarms without drift\n\nPer 30 days, for a stated budget of 1, with exact 95 % Poisson bounds. An episode is an alarm of any check, " +
      "those within 24 hours after another one counted with it. An incident is what the product folds alarms into; a page is an " +
      `incident that reaches severity medium, which sends the e-mail. The unit of the promise is the page.\n\n${quietTable(study.worlds)}`,
    "## How much drift is found, and how fast\n\nOne feature drifts, at midnight, a week into the live stream; found within 14 days (a ramp of 0.5 standard " +
      "deviations in 30 days: within 30). Share found / median delay; a dash: fewer than half. Sizes are standard deviations, factors, or " +
      `shares of all rows.\n\n${detectionTable(study.worlds)}`,
    "## While learning from a training table\n\nThe first 14 days of a monitor whose reference has no timestamps; every numeric feature of production is off by the " +
      "offset. Aim: at most one page in 14 stable days, and a shift of 0.5 standard deviations found within 48 hours.\n\n" +
      learningTable(study.learning),
    "## The defaults of other products in the same worlds\n\nDays of 30 with at least one false alarm on any feature, each product's default rule as " +
      "`--rule <preset>` reproduces it (`src/core/presets` names every known difference), judging every hour and, summed, every day; " +
      `on the first ${PRESET_SEEDS} seeds of each world, ${settings.presetDays} days each.\n\n` +
      presetAlarmTable(study),
    `What the same rules find of drift when they judge every day. Rules that alarm on most days anyway find everything; read them with the table above.\n\n${presetDetectionTables(study)}`,
    `## Where it fails\n\n${WHERE_IT_FAILS}`,
    `## What differs from the first specification\n\n${DIFFERENCES}`,
    `## How it was measured\n\n${HOW_MEASURED}`,
  ];
  return `${parts.join("\n\n")}\n`;
}
