import { userInfo } from "node:os";
import type { Speaker } from "../../src/pipeline/answers/answer-log.js";
import { UsageError } from "../failure.js";

const LONGEST_REASON = 500;

/** Who answers and why. Without --by it is the user of this machine. @throws UsageError for a reason that says nothing */
export function speakerOf(options: { readonly by?: string; readonly reason: string }, nowMs: number): Speaker {
  const by = oneLine(options.by ?? userInfo().username);
  const reason = oneLine(options.reason);
  if (by === "") throw new UsageError("--by expects a name, got nothing");
  if (reason === "" || reason === "..." || reason.length > LONGEST_REASON) {
    throw new UsageError(`--reason expects a sentence of at most ${LONGEST_REASON} characters, got "${reason}"`);
  }
  return { by, reason, atMs: nowMs };
}

/** Answers stand in mails and tables: line breaks and control characters become spaces. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").trim();
}
