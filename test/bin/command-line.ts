import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { main } from "../../bin/main.js";

export interface Ended {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** Runs one command line in this process. */
export async function plumbline(...argv: string[]): Promise<Ended> {
  let out = "";
  let err = "";
  const terminal = {
    out: (text: string) => (out += text),
    err: (text: string) => (err += text),
    interactive: false,
    debug: false,
  };
  const status = await main(argv, terminal);
  return { status, out, err };
}

/** The object that a command prints with `--json`. */
export async function plumblineJson(...argv: string[]): Promise<{ status: number; json: Record<string, unknown> }> {
  const { status, out } = await plumbline(...argv, "--json");
  return { status, json: JSON.parse(out) as Record<string, unknown> };
}

/** A folder for the files of one test. */
export class TestFolder {
  readonly path = mkdtempSync(join(tmpdir(), "plumbline-"));

  at(name: string): string {
    return join(this.path, name);
  }

  /** @returns the path of the new file */
  write(name: string, content: string | Uint8Array): string {
    writeFileSync(this.at(name), content);
    return this.at(name);
  }

  read(name: string): string {
    return readFileSync(this.at(name), "utf8");
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
