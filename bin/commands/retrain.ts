import { defineCommand } from "../command.js";
import type { RetrainOptions } from "../retrain/retrain-command.js";

export const retrain = defineCommand<RetrainOptions>({
  name: "retrain",
  summary: "let a retraining start that waits for approval, or not; without either, list them",
  description:
    "Incidents and schedules ask for a retraining where retrain is configured. With retrain.approval each waits for a person; the " +
    "next analysis starts what is approved, once, under the incident's id.",
  examples: [
    ["plumbline retrain churn --table hub-state", "what has been asked for, and what became of it"],
    ['plumbline retrain churn --table hub-state --approve a1b2c3d4e5f6 --reason "labels confirm it"', "start it"],
    ['plumbline retrain churn --table hub-state --decline a1b2c3d4e5f6 --reason "wrong data, being fixed"', "don't"],
  ],
  configure: (command) => {
    command
      .argument("<monitor>", "a deployed monitor")
      .requiredOption("--table <name>", "its hub's table; every mail names it")
      .option("--approve <token>", "start this one: an incident's id, or what the mail names")
      .option("--decline <token>", "don't start this one")
      .option("--reason <text>", "why, in a sentence: it stands in the audit trail")
      .option("--by <name>", "who answers (default: the user of this machine)")
      .option("--region <name>", "region of the hub (default: the environment's)");
  },
  run: async (call) => (await import("../retrain/retrain-command.js")).runRetrain(call),
});
