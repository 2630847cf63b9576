import { formatTable, type TableColumn } from "./table.js";
import type { Terminal } from "./terminal.js";

/** What commands say, in one of two forms: text for people, or with `--json` one object for programs. */
export interface Output {
  readonly asJson: boolean;
  /** A line of the text form. */
  line(text?: string): void;
  /** A table of the text form. */
  table(columns: readonly TableColumn[], rows: readonly (readonly string[])[]): void;
  /** The whole result of the JSON form; call it once. */
  json(result: unknown): void;
  /** What is being done right now; drawn only where a person watches, and gone when the command ends. */
  progress(text: string): void;
}

/** At most ten redraws a second. */
const REDRAW_MS = 100;

export function createOutput(terminal: Terminal, asJson: boolean): Output & { end(): void } {
  let drawnAt = 0;
  let drawn = false;
  const clear = () => {
    if (drawn) terminal.err("\r\u001b[K");
    drawn = false;
  };
  const text = (lines: string) => {
    clear();
    if (!asJson) terminal.out(`${lines}\n`);
  };
  return {
    asJson,
    line: (line = "") => {
      text(line);
    },
    table: (columns, rows) => {
      text(formatTable(columns, rows));
    },
    json: (result) => {
      clear();
      if (asJson) terminal.out(`${JSON.stringify(result, null, 2)}\n`);
    },
    progress: (line) => {
      const now = Date.now();
      if (!terminal.interactive || now - drawnAt < REDRAW_MS) return;
      drawnAt = now;
      drawn = true;
      terminal.err(`\r\u001b[K${line}`);
    },
    end: clear,
  };
}
