import type { Answer, MuteScope } from "../../contracts/answers.js";
import type { Incident } from "../../contracts/verdict.js";
import { formatHour } from "../report/words.js";
import { ackOf } from "./holding.js";
import { mutesInForce, muteSpans } from "./mutes.js";

/** `2026-02-21 13:05 UTC` */
export function formatTime(epochMs: number): string {
  return `${new Date(epochMs).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/** `check shift of amount`, `amount`, `the monitor` */
export function describeScope({ feature, check }: MuteScope): string {
  if (check !== null) return `check ${check} of ${feature ?? "all features"}`;
  return feature ?? "the monitor";
}

/** One sentence without its full stop: `ana muted amount until 2026-02-24 08:00 UTC: supplier is migrating`. */
export function describeAnswer(answer: Answer): string {
  return `${answer.by} ${deedOf(answer)}: ${answer.reason}`;
}

function deedOf(answer: Answer): string {
  switch (answer.kind) {
    case "mute":
      return `muted ${describeScope(answer.scope)} until ${formatTime(answer.untilMs)}`;
    case "unmute":
      return `ended the mute of ${describeScope(answer.scope)}`;
    case "ack":
      return `looks at incident ${answer.incident}, no escalation is mailed until ${formatTime(answer.untilMs)}`;
    case "accept": {
      const features = answer.features.map(({ feature, sinceHour }) => `${feature} since ${formatHour(sinceHour)}`);
      return `accepted as the new normal: ${features.join(", ")}`;
    }
    case "relearn":
      return `had what is normal learned anew from ${formatHour(answer.sinceHour)} on`;
    case "retrain":
      return `${answer.decision}d retraining ${answer.token}`;
  }
}

/** What has been said of this incident and still holds, or made it close; in the order of time. */
export function answersTo(incident: Incident, answers: readonly Answer[], atMs: number): readonly Answer[] {
  const features = new Set(incident.findings.map(({ feature }) => feature));
  const inForce = new Set<Answer>(mutesInForce(muteSpans(answers), atMs));
  const acked = ackOf(incident, answers, atMs);
  const startMs = incident.openedHour * 3_600_000;
  return answers.filter((answer) => {
    if (answer.kind === "mute") {
      return inForce.has(answer) && (answer.scope.feature === null || features.has(answer.scope.feature));
    }
    if (answer.kind === "ack") return answer === acked;
    if (answer.kind === "accept") {
      return answer.atMs >= startMs && answer.features.some(({ feature }) => features.has(feature));
    }
    if (answer.kind === "retrain") return answer.token === incident.id;
    return answer.kind === "relearn" && answer.atMs >= startMs;
  });
}
