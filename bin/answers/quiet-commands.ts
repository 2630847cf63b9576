import type { Answer, MuteScope } from "../../src/contracts/answers.js";
import { describeAnswer } from "../../src/core/answers/answer-words.js";
import { acknowledge, mute, unmute } from "../../src/pipeline/answers/quieten.js";
import type { Call } from "../command.js";
import { ExitStatus } from "../exit-status.js";
import type { Output } from "../output.js";
import { speakerOf } from "./speaker.js";
import { type TablePlace, withTable } from "./state-table.js";
import { timeOf } from "./times.js";

export interface AnswerOptions extends TablePlace {
  readonly reason: string;
  readonly by?: string;
}

export interface MuteOptions extends AnswerOptions {
  readonly feature?: string;
  readonly check?: string;
  readonly until: string;
  readonly replace?: boolean;
}

export async function runMute({ args, options, output }: Call<MuteOptions>): Promise<ExitStatus> {
  const nowMs = Date.now();
  const wish = {
    scope: scopeOf(options),
    untilMs: timeOf("--until", options.until, nowMs),
    replace: options.replace === true,
  };
  const speaker = speakerOf(options, nowMs);
  const { answer, superseded } = await withTable(options, (table) => mute(table, args[0]!, wish, speaker));
  return show(
    args[0]!,
    answer,
    superseded,
    "Incidents are stored and shown; what would have been paged is listed in the digest.",
    output,
  );
}

export type UnmuteOptions = AnswerOptions & Pick<MuteOptions, "feature" | "check">;

export async function runUnmute({ args, options, output }: Call<UnmuteOptions>): Promise<ExitStatus> {
  const speaker = speakerOf(options, Date.now());
  const said = await withTable(options, (table) => unmute(table, args[0]!, scopeOf(options), speaker));
  const effect = "Incidents that are still open are told by the next analysis, within the hour.";
  return show(args[0]!, said.answer, said.superseded, effect, output);
}

export interface AckOptions extends AnswerOptions {
  readonly incident: string;
  readonly until: string;
  readonly replace?: boolean;
}

export async function runAck({ args, options, output }: Call<AckOptions>): Promise<ExitStatus> {
  const nowMs = Date.now();
  const { incident, until, replace } = options;
  const wish = { incident, untilMs: timeOf("--until", until, nowMs), replace: replace === true };
  const speaker = speakerOf(options, nowMs);
  const { answer, superseded } = await withTable(options, (table) => acknowledge(table, args[0]!, wish, speaker));
  return show(args[0]!, answer, superseded, "If it gets worse, that is mailed once this time is over.", output);
}

/** What was said, as it is stored. */
export function show(
  monitor: string,
  answer: Answer,
  superseded: Answer | null,
  effect: string,
  output: Output,
): ExitStatus {
  output.line(`${monitor}, answer ${answer.number}: ${describeAnswer(answer)}`);
  if (superseded) output.line(`It takes the place of answer ${superseded.number}: ${describeAnswer(superseded)}`);
  output.line(effect);
  output.json({ monitor, answer, superseded });
  return ExitStatus.ok;
}

function scopeOf({ feature, check }: Pick<MuteOptions, "feature" | "check">): MuteScope {
  return { feature: feature ?? null, check: check ?? null };
}
