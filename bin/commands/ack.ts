import { answerOptions } from "../answers/answer-options.js";
import type { AckOptions } from "../answers/quiet-commands.js";
import { defineCommand } from "../command.js";

export const ack = defineCommand<AckOptions>({
  name: "ack",
  summary: "say that somebody looks at an incident",
  description:
    "Until the given time no mail says that this incident has become worse; if it has, and is still open then, that is told once. " +
    "Mails about it name who looks at it. At most 7 days.",
  examples: [
    [
      'plumbline ack churn --table hub-state --incident a1b2c3d4e5f6 --reason "asking the data team"',
      "for the next 8 hours",
    ],
  ],
  configure: (command) => {
    answerOptions(command)
      .requiredOption("--incident <id>", "the incident's id, as in the subject of its mail")
      .option("--until <time>", "when it ends: 8h, 2d, 2026-03-02T08:00 (UTC)", "8h")
      .option("--replace", "take it over from somebody else, or prolong it");
  },
  run: async (call) => (await import("../answers/quiet-commands.js")).runAck(call),
});
