import type { RetrainAnswer } from "../../contracts/answers.js";
import { PlumblineError } from "../../contracts/errors.js";
import type { StateTable } from "../../contracts/ports.js";
import { answersGiven, giveAnswer, type Speaker } from "../answers/answer-log.js";
import { requireMonitor } from "../answers/known-names.js";
import { retrainings } from "./retrainings.js";

/**
 * Approves or declines a retraining that has been asked for; the next analysis acts on it.
 *
 * @throws PlumblineError `NOTHING_TO_DECIDE`, naming what waits; `UNKNOWN_MONITOR`, `ANSWERED_MEANWHILE`
 */
export async function decideRetraining(
  table: StateTable,
  monitor: string,
  { token, decision }: Pick<RetrainAnswer, "token" | "decision">,
  speaker: Speaker,
): Promise<RetrainAnswer> {
  await requireMonitor(table, monitor, speaker.atMs);
  const all = await retrainings(table, monitor, speaker.atMs);
  if (!all.some((it) => it.token === token && it.state === "asked")) {
    const waiting = all.flatMap((it) => (it.state === "asked" ? [it.token] : []));
    const known = waiting.length === 0 ? "none waits" : `these wait: ${waiting.join(", ")}`;
    throw new PlumblineError(
      "NOTHING_TO_DECIDE",
      `retraining ${token} of ${monitor} doesn't wait for an answer; ${known}`,
    );
  }
  const known = await answersGiven(table, monitor, Infinity);
  return giveAnswer(table, monitor, { kind: "retrain", token, decision }, speaker, known);
}
