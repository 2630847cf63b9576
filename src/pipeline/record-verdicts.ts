import { createHash } from "node:crypto";
import type { Incident, Verdict } from "../contracts/verdict.js";
import type { AnalysisDeps } from "./deps.js";
import { noteVerdict } from "./history/note.js";
import { hourKey } from "./hour.js";
import { partitions } from "./keys.js";
import type { Judge } from "./observe-window.js";
import { writeWindowDocuments } from "./reports/window-documents.js";
import { type VerdictItem, worstOf } from "./verdict-log.js";

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
    await writeWindowDocuments({ verdict, incidents, judge, isLatest: verdict === latest }, nowMs, deps);
    await noteVerdict(verdict, item.digest, nowMs, deps);
    // Last, so that a crash before it writes the documents again.
    await deps.table.put({ pk, sk: hourKey(verdict.hour), body: item }, nowMs, { fence });
    written++;
  }
  return written;
}

function itemOf(verdict: Verdict): VerdictItem {
  const drifting = verdict.findings.filter((finding) => finding.state === "drifting");
  return {
    status: verdict.status,
    score: verdict.score,
    records: verdict.records,
    rejected: verdict.rejects.total,
    driftingFeatures: [...new Set(drifting.map((finding) => finding.feature))],
    worst: worstOf(verdict.findings),
    ...(verdict.latency && { latency: verdict.latency }),
    baselineVersion: verdict.baselineVersion,
    restatement: verdict.restatement,
    digest: createHash("sha256").update(JSON.stringify(verdict)).digest("hex"),
  };
}
