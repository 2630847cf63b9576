import type { JoinDeps } from "../deps.js";
import { parseLabelMessage } from "../messages.js";
import { joinLabelFile, type JoinOutcome } from "./join-label-file.js";

/**
 * Joins the label file that one message names.
 *
 * @throws what makes the queue deliver this message again
 */
export async function joinLabelMessage(body: string, nowMs: number, deps: JoinDeps): Promise<JoinOutcome> {
  const { key, again } = parseLabelMessage(body);
  const outcome = await joinLabelFile(key, again, nowMs, deps);
  const log = outcome.kind === "unreadable" ? "error" : "info";
  deps.log[log]("labels", { file: key, outcome });
  return outcome;
}
