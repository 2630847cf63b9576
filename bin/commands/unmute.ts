import { answerOptions } from "../answers/answer-options.js";
import type { UnmuteOptions } from "../answers/quiet-commands.js";
import { defineCommand } from "../command.js";

export const unmute = defineCommand<UnmuteOptions>({
  name: "unmute",
  summary: "end a mute before its time",
  description:
    "Ends the mute of exactly this scope. Incidents that are still open are told by the next analysis. The mute stays in the " +
    "audit trail.",
  examples: [
    ['plumbline unmute churn --table hub-state --feature age --reason "migration is done"', "as it was muted"],
  ],
  configure: (command) => {
    answerOptions(command)
      .option("--feature <name>", "the mute of this feature")
      .option("--check <name>", "the mute of this check");
  },
  run: async (call) => (await import("../answers/quiet-commands.js")).runUnmute(call),
});
