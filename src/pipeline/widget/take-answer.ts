import { messageOf, PlumblineError } from "../../contracts/errors.js";
import { describeAnswer } from "../../core/answers/answer-words.js";
import { answerFields } from "../../core/report/widget/incident-list.js";
import { accept } from "../answers/accept.js";
import type { Speaker } from "../answers/answer-log.js";
import { liveIncident } from "../answers/known-names.js";
import { acknowledge, mute } from "../answers/quieten.js";
import { HOUR_MS } from "../hour.js";
import type { Viewing } from "./view-deps.js";
import type { WidgetEvent } from "./widget-event.js";

type AnswerEvent = Extract<WidgetEvent, { kind: "answer" }>;

const LONGEST_REASON = 500;
const LONGEST_NAME = 60;
const ALLOWED_HOURS: readonly unknown[] = [8, 24, 168];

/**
 * Does what a pressed button says, by the functions of the command line. @returns what was said, one sentence per answer
 *
 * @throws PlumblineError `BAD_ANSWER` for a missing reason or a call that no button makes; those of the answers themselves
 */
export async function takeAnswer(event: AnswerEvent, viewing: Viewing): Promise<readonly string[]> {
  const { answer, incident, hours } = event.call;
  if (typeof incident !== "string") throw bad("an answer expects the id of an incident, got none");
  const speaker = speakerOf(event, incident, viewing.nowMs);
  if (answer === "accept") return [await acceptIncident(incident, speaker, viewing)];
  if (!ALLOWED_HOURS.includes(hours)) throw bad("an answer expects to hold for 8, 24 or 168 hours, got something else");
  const untilMs = viewing.nowMs + (hours as number) * HOUR_MS;
  if (answer === "ack") return [await look(incident, untilMs, speaker, viewing)];
  if (answer === "mute") return muteFeatures(incident, untilMs, speaker, viewing);
  throw bad("an answer expects mute, ack or accept, got something else");
}

/** A function can't know who uses the console: the account is certain, the name is what was typed. */
function speakerOf({ forms, accountId }: AnswerEvent, incident: string, atMs: number): Speaker {
  const reason = oneLine(forms[answerFields.reason(incident)] ?? "");
  const name = oneLine(forms[answerFields.who(incident)] ?? "").slice(0, LONGEST_NAME);
  if (reason === "" || reason.length > LONGEST_REASON) {
    throw bad(
      `a reason of 1 to ${LONGEST_REASON} characters is required: type it beside the buttons, then press again`,
    );
  }
  const account = /^\d{12}$/.test(accountId) ? accountId : "unknown";
  return { by: `${name === "" ? "somebody" : name} (dashboard, account ${account})`, reason, atMs };
}

async function acceptIncident(incident: string, speaker: Speaker, { deps }: Viewing): Promise<string> {
  return describeAnswer(await accept(deps.table, deps.monitor.name, { incident }, speaker));
}

async function look(incident: string, untilMs: number, speaker: Speaker, { deps }: Viewing): Promise<string> {
  const said = await acknowledge(deps.table, deps.monitor.name, { incident, untilMs, replace: false }, speaker);
  return describeAnswer(said.answer);
}

/** One answer each, and each looks its feature up: more would not fit into the time that a widget has. */
const MOST_FEATURES = 20;

/**
 * Every feature of the incident: with one that isn't muted it would page. A mute that is in force stays as it is. Where one
 * fails, those before it hold: what is said names each.
 */
async function muteFeatures(
  incident: string,
  untilMs: number,
  speaker: Speaker,
  { deps, nowMs }: Viewing,
): Promise<readonly string[]> {
  const { table, monitor } = deps;
  const { findings } = await liveIncident(table, monitor.name, incident, nowMs);
  const features = [...new Set(findings.map(({ feature }) => feature))];
  if (features.length > MOST_FEATURES) {
    throw bad(
      `a button mutes at most ${MOST_FEATURES} features, got ${features.length}; plumbline mute ${monitor.name} without --feature mutes all`,
    );
  }
  const said: string[] = [];
  let given = 0;
  for (const feature of features) {
    try {
      const wish = { scope: { feature, check: null }, untilMs, replace: false };
      said.push(describeAnswer((await mute(table, monitor.name, wish, speaker)).answer));
      given++;
    } catch (error) {
      const isMuted = error instanceof PlumblineError && error.code === "ALREADY_ANSWERED";
      if (!isMuted && given === 0) throw error;
      said.push(
        isMuted ? `${feature} is muted already and stays as it was` : `${feature} is not muted: ${messageOf(error)}`,
      );
    }
  }
  return said;
}

/** Answers stand in mails and tables: line breaks and control characters become spaces. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").trim();
}

function bad(message: string): PlumblineError {
  return new PlumblineError("BAD_ANSWER", message);
}
