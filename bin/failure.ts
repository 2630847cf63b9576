import { messageOf, PlumblineError } from "../src/contracts/errors.js";
import { ExitStatus } from "./exit-status.js";
import type { Output } from "./output.js";
import type { Terminal } from "./terminal.js";

/** Something about the command line itself: a file that isn't there, options that don't go together. */
export class UsageError extends PlumblineError {
  constructor(message: string, options: { cause?: unknown } = {}) {
    super("USAGE", message, options);
  }
}

/** Tells what went wrong, and gives the exit status for it. */
export function reportFailure(error: unknown, terminal: Terminal, output: Output & { end(): void }): ExitStatus {
  const status = statusOf(error);
  output.json({ error: describe(error) });
  output.end();
  const { debug } = terminal;
  if (!output.asJson || debug) terminal.err(`${messageOf(error)}\n`);
  // A typed error says itself what refused.
  if (status === ExitStatus.failure && !(error instanceof PlumblineError) && !debug && !output.asJson) {
    terminal.err("This is no fault of the input that plumbline knows of; PLUMBLINE_DEBUG=1 shows where it happened.\n");
  }
  if (debug && error instanceof Error) terminal.err(`${error.stack ?? ""}\n`);
  return status;
}

/** Typed errors that trying again can't help are about the input; anything else is about the world or this program. */
function statusOf(error: unknown): ExitStatus {
  return error instanceof PlumblineError && !error.retryable ? ExitStatus.badInput : ExitStatus.failure;
}

function describe(error: unknown): object {
  if (!(error instanceof PlumblineError)) return { code: "FAILURE", message: messageOf(error) };
  const problems = "problems" in error ? { problems: error.problems } : {};
  return { code: error.code, message: error.message, details: error.details, ...problems };
}
