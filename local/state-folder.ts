import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PlumblineError } from "../src/contracts/errors.js";
import type { CloudWatchSnapshot } from "./cloudwatch/cloudwatch.js";

const FORMAT = 1;

/** What a run leaves for the next one, besides objects and tables. */
export interface SavedState {
  readonly format: number;
  /** Where the simulated clock stood. */
  readonly nowMs: number;
  readonly cloudWatch: CloudWatchSnapshot;
}

/** The folder in which the embedded cloud keeps everything, known by its marker so that no other is ever removed. */
export class StateFolder {
  readonly dir: string;
  readonly #marker: string;

  /**
   * @param fresh removes what an earlier run left
   * @throws PlumblineError STATE_FOLDER for a folder that holds anything else, or another format
   */
  constructor(dir: string, fresh: boolean) {
    this.dir = dir;
    this.#marker = join(dir, "embedded-cloud.json");
    const used = existsSync(dir) && readdirSync(dir).length > 0;
    if (used && !existsSync(this.#marker)) {
      throw stateError(`${dir} expects to be empty or to hold an embedded cloud's state; name another folder`);
    }
    if (fresh) rmSync(dir, { recursive: true, force: true });
    mkdirSync(join(dir, "logs"), { recursive: true });
    const format = this.saved()?.format ?? FORMAT;
    if (format !== FORMAT) throw stateError(`${dir} expects format ${FORMAT}, got ${format}; start with --fresh`);
    if (!existsSync(this.#marker)) writeFileSync(this.#marker, JSON.stringify({ format: FORMAT }));
  }

  /** Undefined for a new folder, or one whose run was cut off before it could save. */
  saved(): SavedState | undefined {
    if (!existsSync(this.#marker)) return undefined;
    const state = JSON.parse(readFileSync(this.#marker, "utf8")) as Partial<SavedState> & { readonly format: number };
    return state.nowMs === undefined && state.format === FORMAT ? undefined : (state as SavedState);
  }

  save(state: Omit<SavedState, "format">): void {
    writeFileSync(this.#marker, JSON.stringify({ format: FORMAT, ...state }));
  }
}

function stateError(problem: string): PlumblineError {
  return new PlumblineError("STATE_FOLDER", problem);
}
