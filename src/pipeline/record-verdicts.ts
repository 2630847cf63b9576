import { createHash } from "node:crypto";
import type { Baseline } from "../contracts/baseline.js";
import type { Incident, Verdict } from "../contracts/verdict.js";
import { windowReport, type WindowReport } from "../core/report/window-report.js";
import { levelBaseline } from "../core/verdict/calibrated/level-baseline.js";
import type { Normal } from "../core/verdict/calibrated/normal.js";
import { trainingSkew } from "../core/verdict/calibrated/training-skew.js";
import type { AnalysisDeps } from "./deps.js";
import { noteVerdict } from "./history/note.js";
import { hourKey } from "./hour.js";
import { objectKeys, partitions } from "./keys.js";
import { type Judge, readWindow } from "./observe-window.js";
import { windowOf } from "./windows.js";

/** The table's word on a verdict; the whole of it lies in the store. */
interface VerdictItem {
  readonly status: Verdict["status"];
  readonly score: number | null;
  readonly records: number;
  readonly rejected: number;
  readonly driftingFeatures: readonly string[];
  readonly baselineVersion: string | null;
  readonly restatement: number;
  /** Hash of the whole verdict. */
  readonly digest: string;
}

/** Writes verdicts that are new or have changed, each with its report. @returns how many were written */
export async function recordVerdicts(
  verdicts: readonly Verdict[],
  incidents: readonly Incident[],
  judge: Judge,
  fence: number,
  nowMs: number,
  deps: AnalysisDeps,
): Promise<number> {
  let written = 0;
  const latest = verdicts.at(-1);
  for (const verdict of verdicts) {
    const item = itemOf(verdict);
    const pk = partitions.verdicts(deps.monitor.name);
    const stored = await deps.table.get(pk, hourKey(verdict.hour), nowMs);
    if ((stored?.body as VerdictItem | undefined)?.digest === item.digest) continue;
    await writeDocuments(verdict, incidents, judge, verdict === latest, deps);
    await noteVerdict(verdict, item.digest, nowMs, deps);
    // Last, so that a crash before it writes the documents again.
    await deps.table.put({ pk, sk: hourKey(verdict.hour), body: item }, nowMs, { fence });
    written++;
  }
  return written;
}

async function writeDocuments(
  verdict: Verdict,
  incidents: readonly Incident[],
  judge: Judge,
  isLatest: boolean,
  deps: AnalysisDeps,
): Promise<void> {
  const { monitor, store } = deps;
  const { rule, normal } = await judge.rules.at(verdict.hour);
  const window = await readWindow(windowOf(verdict.hour, monitor.window), judge, deps);
  const { owner, description, runbook } = monitor.model;
  const html = windowReport({
    verdict,
    baseline: judge.baseline && normal ? levelBaseline(judge.baseline, normal) : judge.baseline,
    window,
    incidents: incidents.filter((incident) => incident.openedHour <= verdict.hour),
    ...(owner !== null && { owner }),
    ...(description !== null && { description }),
    ...(runbook !== null && { runbook }),
    rule: rule.description,
    ...(judge.baseline && normal && learnedBy(judge.baseline, normal)),
    arrivalTime: monitor.columns.time.from === "lastModified",
  });
  const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
  const page = { contentType: "text/html; charset=utf-8" };
  await Promise.all([
    store.put(objectKeys.verdict(monitor.name, verdict.hour), encode(JSON.stringify(verdict)), {
      contentType: "application/json",
    }),
    store.put(objectKeys.report(monitor.name, verdict.hour), encode(html), page),
    ...(isLatest ? [store.put(objectKeys.latestReport(monitor.name), encode(html), page)] : []),
  ]);
}

/** What the report shows of how this rule was learned. */
function learnedBy(baseline: Baseline, normal: Normal): Pick<WindowReport, "skew" | "unusual"> {
  const { unusualWindows } = normal.calibration;
  const fromTraining = baseline.period === null && normal.mode === "calibrated";
  return { unusual: unusualWindows, ...(fromTraining && { skew: trainingSkew(baseline, normal) }) };
}

function itemOf(verdict: Verdict): VerdictItem {
  const drifting = verdict.findings.filter((finding) => finding.state === "drifting");
  return {
    status: verdict.status,
    score: verdict.score,
    records: verdict.records,
    rejected: verdict.rejects.total,
    driftingFeatures: [...new Set(drifting.map((finding) => finding.feature))],
    baselineVersion: verdict.baselineVersion,
    restatement: verdict.restatement,
    digest: createHash("sha256").update(JSON.stringify(verdict)).digest("hex"),
  };
}
