import { answerOptions } from "../answers/answer-options.js";
import type { MuteOptions } from "../answers/quiet-commands.js";
import { defineCommand } from "../command.js";

export const mute = defineCommand<MuteOptions>({
  name: "mute",
  summary: "no pages about a monitor, a feature or a check until a given time",
  description:
    "Incidents still open, and are stored and shown; what would have been paged is kept for the digest. An incident that is still " +
    "open when the mute ends is told once. One with findings that are not muted pages as ever. At most 90 days.",
  examples: [
    [
      'plumbline mute churn --table hub-state --feature age --until 3d --reason "the source is being migrated"',
      "one feature, for three days",
    ],
    [
      'plumbline mute churn --table hub-state --check missing --until 2026-03-02T08:00 --reason "known gap in the feed"',
      "one check of all features, until Monday at eight (UTC)",
    ],
    ['plumbline mute churn --table hub-state --until 12h --reason "load test"', "the whole monitor"],
  ],
  configure: (command) => {
    answerOptions(command)
      .requiredOption("--until <time>", "when it ends: 8h, 3d, 2026-03-02 or 2026-03-02T08:00 (UTC)")
      .option("--feature <name>", "only this feature")
      .option("--check <name>", "only this check, such as shift, missing or psi")
      .option("--replace", "supersede a mute of the same scope that is in force");
  },
  run: async (call) => (await import("../answers/quiet-commands.js")).runMute(call),
});
