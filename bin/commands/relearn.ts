import type { RelearnOptions } from "../answers/accept-commands.js";
import { answerOptions } from "../answers/answer-options.js";
import { defineCommand } from "../command.js";

export const relearn = defineCommand<RelearnOptions>({
  name: "relearn",
  summary: "learn what is normal of all features anew, from a date on",
  description:
    "As accept, for every feature: open incidents of the data close, and windows from the given time on say what is normal. The " +
    "baseline with its bins stays; where the data has left its range, build a new one instead.",
  examples: [
    ['plumbline relearn churn --table hub-state --from 2026-03-01 --reason "new market"', "from a day on (UTC)"],
    ['plumbline relearn churn --table hub-state --from 14d --reason "new market"', "from two weeks ago on"],
  ],
  configure: (command) => {
    answerOptions(command).requiredOption("--from <time>", "first hour that is normal: 14d (ago), 2026-03-01T08 (UTC)");
  },
  run: async (call) => (await import("../answers/accept-commands.js")).runRelearn(call),
});
