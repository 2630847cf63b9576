import type { AuditOptions } from "../audit/audit-command.js";
import { defineCommand } from "../command.js";

export const audit = defineCommand<AuditOptions>({
  name: "audit",
  summary: "what happened to a monitor, and who said what to it, in the order of time",
  description:
    "Every verdict with its restatements, each step of every incident, each switch of baselines, each version of the configuration " +
    "and every answer, with the time it was found or given and by whom. Entries are kept for good.",
  examples: [
    ["plumbline audit churn --table hub-state", "the last 30 days"],
    ["plumbline audit churn --table hub-state --from 2026-01-01 --to 2026-04-01 --json", "a quarter, for a program"],
  ],
  configure: (command) => {
    command
      .argument("<monitor>", "a deployed monitor")
      .requiredOption("--table <name>", "its hub's table; every mail names it")
      .option("--from <time>", "first time: 30d (ago), 2026-01-01, 2026-01-01T08:00 (UTC)", "30d")
      .option("--to <time>", "end, exclusive, written alike (default: now)")
      .option("--region <name>", "region of the hub (default: the environment's)");
  },
  run: async (call) => (await import("../audit/audit-command.js")).runAudit(call),
});
