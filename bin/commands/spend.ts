import { defineCommand } from "../command.js";
import type { SpendOptions } from "../spend/spend-command.js";

export const spend = defineCommand<SpendOptions>({
  name: "spend",
  summary: "what a deployed hub has cost this month, and whether its monitors slow down or pause",
  description:
    "Shows the month so far and its forecast by monitor and service, as the hub's guard has last counted them by list prices (hub.spend). " +
    "`spend override` lets work go on in spite of the cap until a time, `spend override --end` ends that; both stand in the audit trail, " +
    "and are obeyed at the guard's next look, within the hour. " +
    "`spend models` asks the bill what carries each monitor's model.spend.tag, and divides it by the predictions of the same days.",
  examples: [
    ["plumbline spend --table hub-state", "the month so far"],
    ["plumbline spend --table hub-state --audit", "with every change of state and every override"],
    [
      'plumbline spend override --table hub-state --until 24h --reason "launch day"',
      "work goes on until this time tomorrow",
    ],
    ['plumbline spend override --table hub-state --end --reason "launch is over"', "the cap holds again"],
    ["plumbline spend models --table hub-state --days 30", "what a thousand predictions cost, by the models' own tags"],
  ],
  configure: (command) => {
    command
      .argument("[action]", "override, models, or nothing to look")
      .requiredOption("--table <name>", "the hub's table; every mail about spend names it")
      .option("--region <name>", "region of the hub (default: the environment's)")
      .option("--audit", "list changes of state and overrides")
      .option("--until <time>", "of an override: 24h, 3d, 2026-03-02 or 2026-03-02T08:00 (UTC)")
      .option("--end", "ends an override")
      .option("--reason <text>", "of an override: why, in a sentence")
      .option("--config <file>", "of models: where model.spend.tag stands (default: plumbline.yaml)")
      .option("--days <number>", "of models: days before today, 1 to 365 (default: 7)")
      .option("--by <name>", "who overrides (default: the user of this machine)");
  },
  run: async (call) => (await import("../spend/spend-command.js")).runSpend(call),
});
