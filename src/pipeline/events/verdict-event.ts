import { EVENT_VERSION, type ProductEvent } from "../../contracts/events.js";
import type { Verdict } from "../../contracts/verdict.js";
import type { AnalysisDeps } from "../deps.js";
import { objectKeys } from "../keys.js";
import { isoOf } from "./incident-event.js";

const MOST_FEATURES = 50;
const MOST_REASONS = 20;

/** @param id of this verdict among all events, restatements included */
export function verdictEvent(id: string, verdict: Verdict, { storeBucket }: AnalysisDeps): ProductEvent {
  const { monitor, hour, restatement, status, score, records, rejects, baselineVersion } = verdict;
  const drifting = verdict.findings.filter(({ state }) => state === "drifting").map(({ feature }) => feature);
  const features = [...new Set(drifting)];
  return {
    type: "Plumbline Window Verdict",
    detail: {
      version: EVENT_VERSION,
      id,
      monitor,
      windowStart: isoOf(hour),
      restatement,
      status,
      reasons: verdict.reasons.slice(0, MOST_REASONS),
      score,
      records,
      rejected: rejects.total,
      baselineVersion,
      driftingFeatures: features.slice(0, MOST_FEATURES),
      driftingFeatureCount: features.length,
      verdictUrl: `s3://${storeBucket}/${objectKeys.verdict(monitor, hour)}`,
      reportUrl: `s3://${storeBucket}/${objectKeys.report(monitor, hour)}`,
    },
  };
}
