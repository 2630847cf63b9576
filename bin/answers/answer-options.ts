import type { Command } from "commander";

/** What every command that answers needs: whose answer, why, and the table of the hub. */
export function answerOptions(command: Command): Command {
  return command
    .argument("<monitor>", "a deployed monitor")
    .requiredOption("--table <name>", "its hub's table; every mail names it")
    .requiredOption("--reason <text>", "why, in a sentence: it stands in mails and in the audit trail")
    .option("--by <name>", "who answers (default: the user of this machine)")
    .option("--region <name>", "region of the hub (default: the environment's)");
}
