import type { Command } from "commander";
import type { ExitStatus } from "./exit-status.js";
import { reportFailure } from "./failure.js";
import { createOutput, type Output } from "./output.js";
import type { Terminal } from "./terminal.js";

/** One call of a command. */
export interface Call<Options> {
  readonly args: readonly string[];
  readonly options: Options;
  readonly output: Output;
}

export interface CommandDefinition<Options> {
  readonly name: string;
  /** One line in the list of commands. */
  readonly summary: string;
  /** What it does, for its own help. */
  readonly description: string;
  /** A command line and what it is for. */
  readonly examples: readonly (readonly [line: string, meaning: string])[];
  /** Declares arguments and options; `--json` is there already. */
  configure(command: Command): void;
  /** Heavy modules are imported in here, so that `--help` starts at once. */
  run(call: Call<Options>): Promise<ExitStatus>;
}

/** A command with its options' type forgotten, to stand in one list with all others. */
export interface RegisteredCommand {
  readonly name: string;
  register(program: Command, terminal: Terminal, ended: (status: ExitStatus) => void): void;
}

/** Makes a command of its definition: help with examples, `--json`, errors and exit status are the same for all. */
export function defineCommand<Options extends object>(definition: CommandDefinition<Options>): RegisteredCommand {
  const { name, summary, description, examples } = definition;
  return {
    name,
    register(program, terminal, ended) {
      const command = program.command(name).summary(summary).description(description);
      definition.configure(command);
      command.option("--json", "print one JSON object instead of text");
      command.addHelpText(
        "after",
        `\nExamples:\n${examples.map(([line, meaning]) => `  # ${meaning}\n  ${line}`).join("\n")}\n`,
      );
      command.action(async () => {
        const options = command.opts<Options & { json?: boolean }>();
        const output = createOutput(terminal, options.json === true);
        try {
          ended(await definition.run({ args: command.args, options, output }));
        } catch (error) {
          ended(reportFailure(error, terminal, output));
        } finally {
          output.end();
        }
      });
    },
  };
}
