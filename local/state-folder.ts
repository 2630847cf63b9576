import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PlumblineError } from "../src/contracts/errors.js";
import type { CloudWatchSnapshot } from "./cloudwatch/cloudwatch.js";
import type { SavedItem } from "./dynamodb/tables.js";

const FORMAT = 1;

/** What a run leaves for the next one, besides objects. */
export interface SavedState {
  /** Where the simulated clock stood. */
  readonly nowMs: number;
  readonly cloudWatch: CloudWatchSnapshot;
  readonly items: readonly SavedItem[];
}

type Marker = { readonly format: number } & (
  { readonly saved: false } | { readonly saved: true; readonly state: SavedState }
);

/**
 * The folder in which the embedded cloud keeps everything. A marker tells it from other folders, so that none of those
 * is ever removed. It also tells a run that saved from one that was cut off: half a state is removed.
 */
export class StateFolder {
  /** What the run before saved; undefined in a new folder. */
  readonly saved: SavedState | undefined;
  readonly #marker: string;

  /**
   * @param fresh removes what an earlier run left
   * @throws PlumblineError STATE_FOLDER for a folder that holds anything else, or another format
   */
  constructor(dir: string, fresh: boolean) {
    this.#marker = join(dir, "embedded-cloud.json");
    const used = existsSync(dir) && readdirSync(dir).length > 0;
    if (used && !existsSync(this.#marker)) {
      throw stateError(`${dir} expects to be empty or to hold an embedded cloud's state; name another folder`);
    }
    const marker = existsSync(this.#marker) ? (JSON.parse(readFileSync(this.#marker, "utf8")) as Marker) : undefined;
    const kept = fresh || marker?.saved !== true ? undefined : marker;
    if (kept === undefined) rmSync(dir, { recursive: true, force: true });
    else if (kept.format !== FORMAT)
      throw stateError(`${dir} expects format ${FORMAT}, got ${kept.format}; start fresh`);
    this.saved = kept?.state;
    mkdirSync(join(dir, "logs"), { recursive: true });
    this.#write({ format: FORMAT, saved: false });
  }

  save(state: SavedState): void {
    this.#write({ format: FORMAT, saved: true, state });
  }

  #write(marker: Marker): void {
    writeFileSync(this.#marker, JSON.stringify(marker));
  }
}

function stateError(problem: string): PlumblineError {
  return new PlumblineError("STATE_FOLDER", problem);
}
