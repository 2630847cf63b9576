import type { Baseline } from "../../contracts/baseline.js";
import { EVENT_VERSION, type ProductEvent } from "../../contracts/events.js";
import type { IncidentTransition, Verdict } from "../../contracts/verdict.js";
import { holdingAnswer } from "../../core/answers/holding.js";
import { transitionId } from "../../core/verdict/incident-id.js";
import { answersOfRun } from "../answers/run-answers.js";
import type { ActiveBaseline } from "../baseline-store.js";
import type { AnalysisDeps } from "../deps.js";
import { enqueueEvent } from "../events/event-outbox.js";
import { incidentEvent } from "../events/incident-event.js";
import { verdictEvent } from "../events/verdict-event.js";
import { hourKey } from "../hour.js";
import { partitions } from "../keys.js";
import { configurationVersion } from "./configuration-version.js";
import { type HistoryEntry, isRemembered, remember } from "./history.js";

/** Of a verdict so many reasons are kept here; all are in its document. */
const MOST_REASONS = 5;

/** Notes what happened, and tells the event bus; each once. The event comes first, so that a crash in between tells it again. */
async function note(
  entry: HistoryEntry,
  eventOf: (id: string) => Promise<ProductEvent> | ProductEvent,
  { table, monitor }: AnalysisDeps,
): Promise<void> {
  if (await isRemembered(table, monitor.name, entry, entry.atMs)) return;
  await enqueueEvent(table, monitor.name, await eventOf(`${monitor.name}/${entry.kind}/${entry.id}`), entry.atMs);
  await remember(table, monitor.name, entry);
}

export async function noteTransition(transition: IncidentTransition, nowMs: number, deps: AnalysisDeps): Promise<void> {
  const { kind, hour, incident } = transition;
  const { severity, status, closedBy, findings } = incident;
  const features = [...new Set(findings.map(({ feature }) => feature))];
  const what = { transition: kind, incident: incident.id, window: hourKey(hour), severity, status, closedBy, features };
  const event = async (eventId: string): Promise<ProductEvent> => {
    const answers = await answersOfRun(nowMs, deps);
    return incidentEvent(
      eventId,
      transition,
      holdingAnswer(transition, answers, deps.monitor.alarms.page, nowMs),
      deps,
    );
  };
  await note({ kind: "transition", atMs: nowMs, id: transitionId(transition), what }, event, deps);
}

/** @param digest hash of the whole verdict */
export async function noteVerdict(verdict: Verdict, digest: string, nowMs: number, deps: AnalysisDeps): Promise<void> {
  const { hour, status, score, records, baselineVersion, restatement, reasons } = verdict;
  const id = `${hourKey(hour)}#${digest.slice(0, 16)}`;
  const what = {
    window: hourKey(hour),
    status,
    score,
    records,
    baselineVersion,
    restatement,
    reasons: reasons.slice(0, MOST_REASONS),
  };
  await note({ kind: "verdict", atMs: nowMs, id, what }, (eventId) => verdictEvent(eventId, verdict, deps), deps);
}

/** What labels said of a window: in the audit trail only. @param digest hash of the whole verdict */
export async function noteQualityVerdict(
  stream: string,
  verdict: Verdict,
  digest: string,
  nowMs: number,
  { table, monitor }: Pick<AnalysisDeps, "table" | "monitor">,
): Promise<void> {
  const { hour, status, score, records, baselineVersion, restatement, reasons } = verdict;
  const window = hourKey(hour);
  const what = {
    stream,
    window,
    status,
    score,
    records,
    baselineVersion,
    restatement,
    reasons: reasons.slice(0, MOST_REASONS),
  };
  const entry: HistoryEntry = {
    kind: "quality-verdict",
    atMs: nowMs,
    id: `${window}#${stream}#${digest.slice(0, 16)}`,
    what,
  };
  await remember(table, monitor.name, entry);
}

/** The baseline that judges, from its first run with a rule on. */
export async function noteBaseline(
  { version, activatedAtMs, learnedFrom }: ActiveBaseline,
  baseline: Baseline,
  nowMs: number,
  deps: AnalysisDeps,
): Promise<void> {
  const activatedAt = new Date(activatedAtMs).toISOString();
  const { source: reference, records } = baseline;
  const known = { baselineVersion: version, activatedAt, reference, records, features: baseline.features.length };
  const id = `${activatedAt}#${version}`;
  const event = (eventId: string): ProductEvent => ({
    type: "Plumbline Baseline Ready",
    detail: { version: EVENT_VERSION, id: eventId, monitor: deps.monitor.name, ...known },
  });
  await note({ kind: "baseline", atMs: nowMs, id, what: { ...known, learnedFrom } }, event, deps);
}

/** The configuration that this monitor runs by, each version from its first run on, also one that comes back. */
export async function noteConfiguration(nowMs: number, { table, monitor }: AnalysisDeps): Promise<void> {
  const version = configurationVersion(monitor);
  const marker = { pk: partitions.state(monitor.name), sk: "CONFIGURATION" };
  const before = await table.get(marker.pk, marker.sk, nowMs);
  if ((before?.body as { readonly version: string } | undefined)?.version === version) return;
  const id = `${new Date(nowMs).toISOString()}#${version}`;
  const what = { version, configuration: monitor };
  await remember(table, monitor.name, { kind: "configuration", atMs: nowMs, id, what });
  await table.put({ ...marker, body: { version } }, nowMs);
}
