import type { Answer } from "../../contracts/answers.js";
import type { RetrainingState } from "../../contracts/retraining.js";
import type { Incident, TransitionKind } from "../../contracts/verdict.js";
import { answersTo, describeAnswer } from "../../core/answers/answer-words.js";
import type { TimelineEntry } from "../../core/report/incident/event-timeline.js";
import { onsetOf, worstByFeature } from "../../core/report/incident/incident-report.js";
import { describeFinding } from "../../core/report/words.js";
import { answersOfRun } from "../answers/run-answers.js";
import type { AnalysisDeps } from "../deps.js";
import { type HistoryKind, historyOf } from "../history/history.js";
import { describeExecution, type PipelineExecution } from "../history/pipeline-executions.js";
import { DAY_MS, hourFromKey, startMsOf } from "../hour.js";
import { windowOf } from "../windows.js";

/** What happened so long before may still be the cause. */
const BEFORE_MS = 7 * DAY_MS;

/** What happened from a week before an incident's onset on: its own steps, answers, the team's pipelines, switches of configuration and baseline. */
export async function incidentTimeline(
  incident: Incident,
  nowMs: number,
  deps: AnalysisDeps,
): Promise<readonly TimelineEntry[]> {
  const onsetMs = startMsOf(onsetOf(incident));
  const said = answersAbout(incident, await answersOfRun(nowMs, deps), nowMs);
  return [
    ...onsets(incident),
    ...(await transitionEntries(incident, nowMs, deps)),
    ...said.map((answer): TimelineEntry => ({ atMs: answer.atMs, kind: "answer", what: describeAnswer(answer) })),
    ...(await surroundings(onsetMs - BEFORE_MS, nowMs, nowMs, deps)),
  ];
}

/** Executions of the team's pipelines, and switches of configuration and baseline, [fromMs, toMs). */
export async function surroundings(
  fromMs: number,
  toMs: number,
  nowMs: number,
  deps: Pick<AnalysisDeps, "table" | "monitor">,
): Promise<readonly TimelineEntry[]> {
  const range = { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() };
  const entries: TimelineEntry[] = [];
  for await (const { what } of historyOf(deps.table, deps.monitor.name, "pipeline", nowMs, range)) {
    const execution = what as PipelineExecution;
    entries.push({ atMs: execution.atMs, kind: "pipeline", what: describeExecution(execution) });
  }
  for await (const { atMs, what } of historyOf(deps.table, deps.monitor.name, "retraining", nowMs)) {
    const { state, execution } = what as { readonly state: RetrainingState; readonly execution: string | null };
    const named = execution === null ? "" : ` (${execution.split(":").at(-1)!})`;
    entries.push({ atMs, kind: "pipeline", what: `retraining ${state}${named}` });
  }
  const inRange = ({ atMs }: TimelineEntry): boolean => atMs >= fromMs && atMs < toMs;
  const switches = [
    ...(await switched("configuration", "configuration changed to version", "version", nowMs, deps)),
    ...(await switched("baseline", "another baseline became active, version", "baselineVersion", nowMs, deps)),
  ];
  return [...entries, ...switches].filter(inRange);
}

/** All but the first, which is no switch. */
async function switched(
  kind: HistoryKind & TimelineEntry["kind"],
  words: string,
  field: string,
  nowMs: number,
  { table, monitor }: Pick<AnalysisDeps, "table" | "monitor">,
): Promise<readonly TimelineEntry[]> {
  const entries: TimelineEntry[] = [];
  for await (const { id, what } of historyOf(table, monitor.name, kind, nowMs)) {
    const version = (what as Readonly<Record<string, unknown>>)[field];
    entries.push({ atMs: Date.parse(id.split("#")[0]!), kind, what: `${words} ${String(version)}` });
  }
  return entries.slice(1);
}

const MOST_ONSETS = 5;

function onsets(incident: Incident): readonly TimelineEntry[] {
  return worstByFeature(incident)
    .slice(0, MOST_ONSETS)
    .map((finding) => ({
      atMs: startMsOf(finding.onsetHour),
      kind: "onset",
      what: `change began: ${describeFinding(finding)}`,
    }));
}

const STEPS: Readonly<Record<TransitionKind, string>> = {
  opened: "incident opened",
  escalated: "incident became worse",
  closed: "incident closed",
  persistent: "incident is persistent: no further mail",
};

async function transitionEntries(
  { id }: Incident,
  nowMs: number,
  { table, monitor }: AnalysisDeps,
): Promise<readonly TimelineEntry[]> {
  const entries: TimelineEntry[] = [];
  for await (const { what } of historyOf(table, monitor.name, "transition", nowMs, { from: `${id}-`, to: `${id}-~` })) {
    const { transition, window, severity } = what as {
      readonly transition: TransitionKind;
      readonly window: string;
      readonly severity: string;
    };
    // Known at the window's end at the earliest.
    const atMs = startMsOf(windowOf(hourFromKey(window), monitor.window).end);
    entries.push({ atMs, kind: "transition", what: `${STEPS[transition]} (${severity})` });
  }
  return entries;
}

/** Everything said of the incident since it began, and mutes from before it that still hold. */
function answersAbout(incident: Incident, answers: readonly Answer[], nowMs: number): readonly Answer[] {
  const features = new Set(incident.findings.map(({ feature }) => feature));
  const inForce = new Set(answersTo(incident, answers, nowMs));
  const startMs = startMsOf(onsetOf(incident));
  return answers.filter((answer) => {
    if (inForce.has(answer)) return true;
    if (answer.kind === "ack") return answer.incident === incident.id;
    if (answer.kind !== "mute" && answer.kind !== "unmute") return false;
    return answer.atMs >= startMs && (answer.scope.feature === null || features.has(answer.scope.feature));
  });
}
