/** Where a command writes: standard output for results, standard error for everything else. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** True when a person watches standard error, so that progress may be drawn. */
  readonly interactive: boolean;
  /** True to show stack traces. */
  readonly debug: boolean;
}

export function processTerminal(): Terminal {
  // A reader that stops early (`plumbline validate | head`) is no failure.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit();
    throw error;
  });
  return {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    interactive: process.stderr.isTTY,
    debug: process.env["PLUMBLINE_DEBUG"] !== undefined,
  };
}
