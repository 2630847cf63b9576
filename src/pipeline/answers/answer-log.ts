import type { Answer, AnswerContent, Given } from "../../contracts/answers.js";
import { ConditionFailedError, PlumblineError } from "../../contracts/errors.js";
import type { StateTable } from "../../contracts/ports.js";
import { partitions } from "../keys.js";

/** Answers of a monitor given until now, in their order. */
export async function answersGiven(table: StateTable, monitor: string, nowMs: number): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for await (const item of table.query(partitions.answers(monitor), {}, nowMs)) answers.push(item.body as Answer);
  // An answer counts from the time it was given: a run that is played again knows no more than it did then.
  return answers.filter(({ atMs }) => atMs <= nowMs);
}

/** Who says something, when and why. */
export interface Speaker {
  readonly by: string;
  readonly reason: string;
  readonly atMs: number;
}

/**
 * Adds an answer to the monitor's log, where it stays for good.
 *
 * @param known all answers that the speaker has seen
 * @throws PlumblineError `ANSWERED_MEANWHILE` when somebody else has answered since
 */
export async function giveAnswer<Content extends AnswerContent>(
  table: StateTable,
  monitor: string,
  content: Content,
  { by, reason, atMs }: Speaker,
  known: readonly Answer[],
): Promise<Content & Given> {
  const number = (known.at(-1)?.number ?? 0) + 1;
  const answer = { ...content, number, atMs, by, reason };
  try {
    // No expiry: the log is the audit trail.
    await table.put({ pk: partitions.answers(monitor), sk: sortKey(number), body: answer }, atMs, { expect: "absent" });
    return answer;
  } catch (error) {
    if (!(error instanceof ConditionFailedError)) throw error;
    throw new PlumblineError(
      "ANSWERED_MEANWHILE",
      `answer ${number} of ${monitor} was given by somebody else a moment ago; look at it and say yours again`,
      { details: { monitor, number } },
    );
  }
}

/** Nine digits, so that numbers sort as text. */
const sortKey = (number: number): string => String(number).padStart(9, "0");
