import { Command, CommanderError } from "commander";
import { commands } from "./commands/index.js";
import { ExitStatus } from "./exit-status.js";
import { packageRoot } from "./package-root.js";
import type { Terminal } from "./terminal.js";

/** Runs one command line (without `node plumbline`). */
export async function main(argv: readonly string[], terminal: Terminal): Promise<ExitStatus> {
  let status: ExitStatus = ExitStatus.ok;
  const program = new Command("plumbline")
    .description("Serverless monitoring for machine-learning models: the engine on local files, and its deployment.")
    .version(packageRoot().manifest.version, "-V, --version")
    .configureOutput({
      writeOut: (text) => {
        terminal.out(text);
      },
      writeErr: (text) => {
        terminal.err(text);
      },
    })
    .showHelpAfterError("(plumbline --help lists the commands, plumbline COMMAND --help explains one)")
    .exitOverride()
    .addHelpText("after", "\nExit status: 0 ok, 1 drift or problems found, 2 bad input, 3 failure.");
  for (const command of commands) {
    command.register(program, terminal, (ended) => {
      status = ended;
    });
  }
  try {
    await program.parseAsync(argv, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Help and version end by an error too, with exit code 0.
    if (error.exitCode === 0) return ExitStatus.ok;
    if (argv.includes("--json")) terminal.out(usageAsJson(error));
    return ExitStatus.badInput;
  }
  return status;
}

/** A wrong command line for programs, in the form of every other error; people have read it already. */
function usageAsJson({ message }: CommanderError): string {
  const plain = message.replace(/^error: /, "").replaceAll(/\s+/g, " ");
  return `${JSON.stringify({ error: { code: "USAGE", message: plain, details: {} } }, null, 2)}\n`;
}
