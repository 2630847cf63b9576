import type { Incident, IncidentTransition } from "../../contracts/verdict.js";
import { formatHour, formatSpan } from "./words.js";

/** What kind of trouble a quality incident is: the most telling of its checks. Null for incidents of the data. */
export type QualityTrouble = "concept" | "realised" | "coverage";

export function qualityTrouble({ findings }: Incident): QualityTrouble | null {
  const checks = new Set(findings.flatMap(({ role, check }) => (role === "quality" ? [check] : [])));
  if (checks.size === 0) return null;
  if (checks.has("concept")) return "concept";
  return checks.has("realised") || checks.has("threshold") ? "realised" : "coverage";
}

const NAMES: Readonly<Record<QualityTrouble, string>> = {
  concept: "concept drift",
  realised: "lower quality",
  coverage: "label coverage",
};

/** `concept drift in accuracy`, for a subject line. */
export function qualitySubject(trouble: QualityTrouble, { findings }: Incident): string {
  if (trouble === "coverage") return "fewer labels than usual";
  const telling = findings.filter(({ check }) => (check === "concept") === (trouble === "concept"));
  const metrics = [...new Set(telling.map(({ feature }) => feature))];
  const more = metrics.length > 1 ? ` and ${metrics.length - 1} more` : "";
  return `${NAMES[trouble]} in ${metrics[0]!}${more}`;
}

const OPENED: Readonly<Record<QualityTrouble, string>> = {
  concept:
    "labels say something else of the same inputs than they used to. The relation that the model has learned no longer holds (concept drift)",
  realised: "the model is not as good as in the reference, by its labels",
  coverage: "fewer predictions than usual have got their label",
};

/** The first sentence of a mail. */
export function qualityOpening(
  trouble: QualityTrouble,
  { kind, hour, incident }: IncidentTransition,
  monitor: string,
): string {
  const [worst] = incident.findings;
  const since = formatHour(worst?.onsetHour ?? incident.openedHour);
  const made = "in predictions made since";
  switch (kind) {
    case "opened":
      return `${monitor}: ${made} ${since}, ${OPENED[trouble]}.`;
    case "escalated":
      return `${monitor}: ${made} ${since}, ${OPENED[trouble]}. It is ${incident.severity} by now.`;
    case "closed":
      return `${monitor}: ${NAMES[trouble]} is as in the reference again, in predictions made since ${formatHour(incident.lastDriftingHour + 1)}, after ${formatSpan(incident.lastDriftingHour + 1 - incident.openedHour)}.`;
    case "persistent":
      return `${monitor}: ${NAMES[trouble]} has stayed changed for ${formatSpan(hour - incident.openedHour)}. This looks like the new normal: no further mail about it will be sent.`;
  }
}

/** What to do, step by step. */
export const QUALITY_STEPS: Readonly<Record<QualityTrouble, readonly string[]>> = {
  concept: [
    "Ask whether the labels changed: their definition, their source, a class that was renamed.",
    "If they are right, the world has changed: the model's answers are wrong more often than its scores say.",
    "Retrain on labels since then; until then, widen what is decided by hand.",
  ],
  realised: [
    "Look whether an incident of the inputs is open: the model may get cases that it is worse at.",
    "If inputs are wrong, fix them at their source. If they are right, retrain on data like today's.",
  ],
  coverage: [
    "Look at the job that writes labels: whether it ran, and whether its ids are those of the predictions.",
    "Labels that come later are joined and counted; nothing is lost.",
  ],
};
