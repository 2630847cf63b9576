import type { AcceptOptions } from "../answers/accept-commands.js";
import { answerOptions } from "../answers/answer-options.js";
import { defineCommand } from "../command.js";

export const accept = defineCommand<AcceptOptions>({
  name: "accept",
  summary: "take a change for the new normal",
  description:
    "Incidents of these features close as accepted, and what is normal of them is learned anew from the windows since the change. " +
    "Until two weeks of it (28 daily batches) have come in they are judged as in a monitor's first weeks: only large and sudden " +
    "changes are told. Fixed thresholds are held against the level since the change. All other features are judged as before.",
  examples: [
    [
      'plumbline accept churn --table hub-state --incident a1b2c3d4e5f6 --reason "new price list"',
      "all that an incident holds",
    ],
    [
      'plumbline accept churn --table hub-state --feature age --since 2026-03-01T08 --reason "ages are in months now"',
      "one feature, from an hour on (UTC)",
    ],
  ],
  configure: (command) => {
    answerOptions(command)
      .option("--incident <id>", "all features of this incident, each from where its change began")
      .option("--feature <name...>", "these features")
      .option("--since <time>", "from when on they are normal (default: from where their open incident began)");
  },
  run: async (call) => (await import("../answers/accept-commands.js")).runAccept(call),
});
