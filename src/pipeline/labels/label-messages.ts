import type { JoinDeps } from "../deps.js";
import { parseLabelMessage } from "../messages.js";
import { isPaused } from "../spend/standing.js";
import { joinLabelFile, type JoinOutcome } from "./join-label-file.js";

/**
 * Joins the label file that one message names.
 *
 * @throws what makes the queue deliver this message again
 */
export async function joinLabelMessage(
  body: string,
  nowMs: number,
  deps: JoinDeps,
): Promise<JoinOutcome | { readonly kind: "paused" }> {
  const { key, again } = parseLabelMessage(body);
  // The message may go: work goes on from the listing, not from the queue.
  if (await isPaused(nowMs, deps)) return { kind: "paused" };
  const outcome = await joinLabelFile(key, again, nowMs, deps);
  const log = outcome.kind === "unreadable" ? "error" : "info";
  deps.log[log]("labels", { file: key, outcome });
  return outcome;
}
