import { accept, type AcceptWish, relearnFrom } from "../../src/pipeline/answers/accept.js";
import { hourOf } from "../../src/pipeline/hour.js";
import type { Call } from "../command.js";
import type { ExitStatus } from "../exit-status.js";
import { UsageError } from "../failure.js";
import { type AnswerOptions, show } from "./quiet-commands.js";
import { speakerOf } from "./speaker.js";
import { withTable } from "./state-table.js";
import { timeOf } from "./times.js";

export interface AcceptOptions extends AnswerOptions {
  readonly incident?: string;
  readonly feature?: string[];
  readonly since?: string;
}

const LEARNING =
  "From the window of now on, only large and sudden changes of it are told, until two weeks since the change (28 daily batches) have taught what is normal.";

export async function runAccept({ args, options, output }: Call<AcceptOptions>): Promise<ExitStatus> {
  const nowMs = Date.now();
  const wish = wishOf(options, nowMs);
  const speaker = speakerOf(options, nowMs);
  const answer = await withTable(options, (table) => accept(table, args[0]!, wish, speaker));
  return show(args[0]!, answer, null, LEARNING, output);
}

export interface RelearnOptions extends AnswerOptions {
  readonly from: string;
}

export async function runRelearn({ args, options, output }: Call<RelearnOptions>): Promise<ExitStatus> {
  const nowMs = Date.now();
  const from = pastHour("--from", options.from, nowMs);
  const speaker = speakerOf(options, nowMs);
  const answer = await withTable(options, (table) => relearnFrom(table, args[0]!, from, speaker));
  return show(args[0]!, answer, null, LEARNING, output);
}

function wishOf({ incident, feature, since }: AcceptOptions, nowMs: number): AcceptWish {
  if (incident !== undefined && feature === undefined && since === undefined) return { incident };
  if (incident === undefined && feature !== undefined) {
    return { features: feature, sinceHour: since === undefined ? null : pastHour("--since", since, nowMs) };
  }
  throw new UsageError("accept expects either --incident, or --feature with or without --since");
}

function pastHour(option: string, text: string, nowMs: number): number {
  const timeMs = timeOf(option, text, nowMs, -1);
  if (timeMs < nowMs) return hourOf(timeMs);
  throw new UsageError(`${option} expects a time before now, got ${text}`);
}
