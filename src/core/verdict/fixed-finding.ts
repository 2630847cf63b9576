import type { Finding } from "../../contracts/verdict.js";
import { judgeScore } from "../drift/judge.js";
import { effectOf } from "../drift/effect.js";
import type { Check } from "./fixed-checks.js";
import { baselineValues, distributionChange, missingChange } from "./native-change.js";
import { severityOf } from "./severity.js";

/**
 * A scored check held against its limit, with its effect and its change in native units. Where it could not be judged, value,
 * ratio, effect and impact are 0 and mean nothing: `state` and `reason` say so.
 *
 * @param importance the feature's share, for `impact`
 */
export function toFinding(check: Check, importance: number): Finding {
  const { feature, limit, reference, current, window } = check;
  const { state, reason, value, limit: threshold, ratio } = judgeScore(limit, check.outcome);
  const judged = state === "ok" || state === "drifting";
  const effect = judged ? effectOf(limit.metric.reads, reference, current) : 0;
  const missing = limit.metric.reads === "missing";
  const normal = baselineValues(feature);
  const change = missing ? missingChange(normal.counts, window.counts) : distributionChange(feature, normal, window);
  return {
    feature: feature.name,
    role: feature.role,
    check: limit.metric.name,
    lens: check.lens,
    state,
    ...(reason === undefined ? {} : { reason }),
    value,
    limit: threshold,
    ratio,
    severity: severityOf(effect),
    effect,
    impact: importance * effect,
    rows: current.rows,
    change: judged ? change : null,
  };
}
