import type { Config } from "../../src/config/index.js";
import { PlumblineError } from "../../src/contracts/errors.js";
import { checkCap } from "../../src/pipeline/spend-cap.js";

/** What a command says of a cap. */
export interface CapWords {
  /** Why the cap can't be deployed; null where it can. */
  readonly refused: string | null;
  readonly warnings: readonly string[];
}

export function capWords(config: Pick<Config, "hub" | "monitors">): CapWords {
  try {
    return { refused: null, warnings: checkCap(config)?.warnings ?? [] };
  } catch (error) {
    if (error instanceof PlumblineError) return { refused: error.message, warnings: [] };
    throw error;
  }
}
