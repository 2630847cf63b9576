import type { HourIndex, Incident, IncidentTransition } from "../../contracts/verdict.js";
import { contentHash } from "../../core/baseline/content-hash.js";
import { incidentReport, type IncidentReport, onsetOf } from "../../core/report/incident/incident-report.js";
import type { CountedWindow } from "../../core/verdict/calibrated/counted-window.js";
import { answerCommands } from "../answers/answer-commands.js";
import type { AnalysisDeps } from "../deps.js";
import { DAY_MS, hourKey } from "../hour.js";
import { objectKeys, partitions } from "../keys.js";
import type { Judge } from "../observe-window.js";
import type { Telling } from "../tell-incidents.js";
import { effectOnQuality } from "./effect-on-quality.js";
import { evidenceOf, otherMoves, recentWindows } from "./incident-evidence.js";
import { modelFacts, monitorProvenance } from "./model-facts.js";
import { incidentTimeline } from "./timeline.js";
import { putPage } from "./window-documents.js";

/** What a run knows of incidents whose reports may have to be written. */
export interface IncidentRecords {
  /** Not closed. */
  readonly open: readonly Incident[];
  readonly transitions: readonly IncidentTransition[];
  readonly telling: Pick<Telling, "rule" | "reference" | "reportKey">;
  /** Null for incidents of quality, which have no features to draw. */
  readonly judge: Judge | null;
  readonly baselineVersion: string | null;
  /** Last window that has been folded. */
  readonly asOfHour: HourIndex;
}

const KEEP_MARKERS_MS = 90 * DAY_MS;
const DAY_HOURS = 24;

/**
 * Writes the report of every incident that there is news of: a step, an answer, a pipeline's execution, another day, and in its first two
 * days another window that drifts. The marker comes after
 * the report, so that a crash in between writes it again.
 *
 * @returns how many were written
 */
export async function recordIncidents(
  records: IncidentRecords,
  fence: number,
  nowMs: number,
  deps: AnalysisDeps,
): Promise<number> {
  const latest = new Map(records.transitions.map(({ incident }) => [incident.id, incident]));
  for (const incident of records.open) latest.set(incident.id, incident);
  const windows = onceRead(() =>
    records.judge ? recentWindows(records.judge, records.asOfHour, nowMs, deps) : Promise.resolve([]),
  );
  let written = 0;
  for (const incident of latest.values()) {
    const timeline = await incidentTimeline(incident, nowMs, deps);
    const digest = newsOf(incident, timeline, records, deps);
    const marker = { pk: partitions.state(deps.monitor.name), sk: `REPORT#${incident.id}` };
    const before = await deps.table.get(marker.pk, marker.sk, nowMs);
    if ((before?.body as { readonly digest: string } | undefined)?.digest === digest) continue;
    const report = await reportOf(incident, timeline, await windows(), records, nowMs, deps);
    await putPage(deps.store, objectKeys.incidentReport(deps.monitor.name, incident.id), incidentReport(report));
    await deps.table.put({ ...marker, body: { digest }, expiresAtMs: nowMs + KEEP_MARKERS_MS }, nowMs, { fence });
    written++;
  }
  return written;
}

/** An incident is followed by the hour at first, later by the day: what it draws is weeks of counts. */
const FOLLOWED_HOURS = 48;

/** Changes when there is news of the incident. */
function newsOf(
  incident: Incident,
  timeline: IncidentReport["timeline"],
  { asOfHour }: IncidentRecords,
  { monitor }: AnalysisDeps,
): string {
  const day = Math.floor(asOfHour / DAY_HOURS);
  const isYoung = asOfHour - incident.openedHour < FOLLOWED_HOURS;
  const lastDriftingHour = isYoung || incident.status === "closed" ? incident.lastDriftingHour : day * DAY_HOURS;
  return contentHash({ incident: { ...incident, lastDriftingHour }, timeline, day, model: modelFacts(monitor) });
}

function onceRead(
  read: () => Promise<readonly CountedWindow[]> | readonly CountedWindow[],
): () => Promise<readonly CountedWindow[]> {
  let known: Promise<readonly CountedWindow[]> | undefined;
  return () => (known ??= Promise.resolve(read()));
}

async function reportOf(
  incident: Incident,
  timeline: IncidentReport["timeline"],
  windows: readonly CountedWindow[],
  records: IncidentRecords,
  nowMs: number,
  deps: AnalysisDeps,
): Promise<IncidentReport> {
  const { monitor, tableName } = deps;
  const { judge, asOfHour, baselineVersion } = records;
  return {
    incident,
    asOfHour,
    evidence: judge ? await evidenceOf(incident, windows, judge, deps) : [],
    alsoMoved: judge ? await otherMoves(incident, deps) : [],
    quality: await effectOnQuality(onsetOf(incident), baselineVersion, nowMs, deps),
    timeline,
    answers: incident.status === "closed" ? [] : answerCommands(incident, monitor.name, tableName),
    model: modelFacts(monitor),
    provenance: await provenanceOf(incident, records, deps),
    arrivalTime: monitor.columns.time.from === "lastModified",
  };
}

async function provenanceOf(
  { lastDriftingHour: hour }: Incident,
  { telling, judge, baselineVersion }: IncidentRecords,
  deps: AnalysisDeps,
): Promise<IncidentReport["provenance"]> {
  const { monitor, storeBucket } = deps;
  const url = (key: string): string => `s3://${storeBucket}/${key}`;
  return [
    ["Rule", await telling.rule(hour)],
    ["Compared with", telling.reference],
    ["Baseline version", baselineVersion ?? "none"],
    ["Last drifting window", hourKey(hour)],
    ["Its report", url(telling.reportKey(hour))],
    ["Its verdict", judge && url(objectKeys.verdict(monitor.name, hour))],
    ...monitorProvenance(deps),
    ["Hours are", monitor.columns.time.from === "lastModified" ? "hours of arrival" : "hours of the event (UTC)"],
  ];
}
